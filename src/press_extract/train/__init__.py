"""Building what ships: tables today, models later."""
