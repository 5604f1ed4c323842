"""The OpenAPI document, made from what the code declares, and the page that shows it."""
