"""Builds the features of the flight-delay model: one row per departure."""

import argparse
from pathlib import Path

import pandas as pd
import requests
import yaml
from sqlalchemy import create_engine

CONFIG = Path(__file__).parent.parent / "config" / "pipeline.yaml"


def load_config(path=CONFIG):
    with open(path) as handle:
        return yaml.safe_load(handle)


def read_flights(warehouse):
    engine = create_engine(warehouse["url"])
    query = f"""
        SELECT flight_id, departed_at, origin, destination, distance, late
        FROM {warehouse["flights"]}
        WHERE departed_at IS NOT NULL
    """
    with engine.connect() as connection:
        return pd.read_sql(query, connection, parse_dates=["departed_at"])


def read_delay_rates(reference):
    airports = pd.read_parquet(reference["airports"], columns=["code", "delay_rate"])
    return airports.drop_duplicates("code").set_index("code")["delay_rate"]


def count_departures(schedule, day):
    """Departures that the schedule plans, by origin and hour."""
    answer = requests.get(schedule["url"], params={"day": day}, timeout=60)
    answer.raise_for_status()
    planned = pd.DataFrame(answer.json()["departures"])
    planned["hour"] = pd.to_datetime(planned["scheduled_at"]).dt.hour
    return planned.groupby(["origin", "hour"]).size().reset_index(name="scheduled_departures")


def build(flights, delay_rates, departures):
    features = flights[["flight_id", "origin", "destination", "distance", "late"]].copy()
    features["hour"] = flights["departed_at"].dt.hour
    features["weekday"] = flights["departed_at"].dt.weekday
    features["origin_delay_rate"] = features["origin"].map(delay_rates)
    features["destination_delay_rate"] = features["destination"].map(delay_rates)
    features = features.merge(departures, on=["origin", "hour"], how="left")
    features["scheduled_departures"] = features["scheduled_departures"].fillna(0)
    return features.drop(columns=["origin", "destination"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--day", default="today")
    day = parser.parse_args().day

    config = load_config()
    flights = read_flights(config["warehouse"])
    delay_rates = read_delay_rates(config["reference"])
    departures = count_departures(config["schedule"], day)

    features = build(flights, delay_rates, departures)
    features.to_parquet(f"{config['features']['path']}/day={day}/features.parquet", index=False)


if __name__ == "__main__":
    main()
