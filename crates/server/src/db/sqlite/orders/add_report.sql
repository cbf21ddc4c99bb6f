INSERT INTO order_report (organisation, device_order, place, at, by_device, statement, signature, proven)
SELECT :org, :order, 1 + count(*), :at, :by_device, :statement, :signature, :proven
  FROM order_report WHERE organisation = :org AND device_order = :order;
