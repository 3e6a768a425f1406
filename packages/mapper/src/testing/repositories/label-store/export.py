import pandas as pd

events = pd.read_json("gs://events/returns.json")
events.to_parquet("s3://lake/curated/labels/returns")
