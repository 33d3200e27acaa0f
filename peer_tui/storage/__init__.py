"""Where everything is kept. The only room that knows the database."""
