"""Trains the model that predicts returns."""
import os

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sqlalchemy import create_engine

engine = create_engine("postgresql://crm.example.org/shop")
BUCKET = os.environ["LAKE_BUCKET"]

orders = pd.read_parquet("s3://lake/curated/orders/")
customers = pd.read_sql("SELECT id, segment FROM crm.customers", engine)
prices = pd.read_csv("data/prices.csv")
labels = pd.read_parquet(f"s3://{BUCKET}/curated/labels/returns")
data = orders.merge(customers, left_on="order_id", right_on="id").merge(prices, on="sku").merge(labels, on="order_id")
model = GradientBoostingClassifier().fit(data[["price", "segment"]], data["returned"])
