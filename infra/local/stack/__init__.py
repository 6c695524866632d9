"""The local stack: services, a local AWS, the deployed template and the Midtrans simulator."""
