"""JSON Schemas (2020-12) of documents and of the JSON report, for editors and other programs.

A stage beside `formats`: knows the model and what "may differ" means; made from the models and the standards, so that
nothing is said twice. Imported only when a schema is asked for.
"""
