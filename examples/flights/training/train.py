"""Trains the flight-delay model on the built features and registers it."""

import argparse

import mlflow
import mlflow.sklearn
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = [
    "hour",
    "weekday",
    "distance",
    "origin_delay_rate",
    "destination_delay_rate",
    "scheduled_departures",
]
LABEL = "late"
MODEL = "flight-delay"


def train(path):
    data = pd.read_parquet(path)
    train_x, test_x, train_y, test_y = train_test_split(
        data[FEATURES], data[LABEL], test_size=0.2, random_state=1
    )
    classifier = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    classifier.fit(train_x, train_y)

    auc = roc_auc_score(test_y, classifier.predict_proba(test_x)[:, 1])
    mlflow.log_metric("auc", auc)
    mlflow.sklearn.log_model(classifier, "model", registered_model_name=MODEL)
    return classifier


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", required=True)
    train(parser.parse_args().features)
