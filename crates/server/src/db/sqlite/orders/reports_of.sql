SELECT at, by_device, statement, signature, proven
  FROM order_report WHERE organisation = :org AND device_order = :order ORDER BY place;
