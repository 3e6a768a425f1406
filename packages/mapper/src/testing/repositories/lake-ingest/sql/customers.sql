INSERT INTO crm.customers SELECT id, segment FROM crm.raw_customers;
