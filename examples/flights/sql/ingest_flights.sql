-- Clean departures: one row per flight that left, with the label of the classifier.
-- PostgreSQL, run in the warehouse before the features are built.

CREATE TEMPORARY TABLE recent_flights AS
SELECT
    flight_id,
    departed_at,
    origin,
    destination,
    distance,
    delay
FROM raw.flights
WHERE departed_at >= now() - interval '400 days'
  AND distance > 0;

DELETE FROM analytics.flights_clean
WHERE departed_at >= now() - interval '400 days';

INSERT INTO analytics.flights_clean (flight_id, departed_at, origin, destination, distance, late)
WITH numbered AS (
    SELECT
        recent_flights.*,
        row_number() OVER (PARTITION BY flight_id ORDER BY departed_at DESC) AS version
    FROM recent_flights
)
SELECT
    flight_id,
    departed_at,
    upper(origin),
    upper(destination),
    distance::integer,
    delay > 15 AS late
FROM numbered
WHERE version = 1;
