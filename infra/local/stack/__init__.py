"""The local stack: services, a local AWS, the deployed template, and what stands in for the gateways."""
