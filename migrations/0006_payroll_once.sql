-- A month's payroll is recorded once for each line: two clerks pressing the button at once must not pay twice.
CREATE UNIQUE INDEX expenditures_payroll_once ON expenditures
  (region_code, year, month, project_code, function_code, economic_code)
  WHERE voucher_number LIKE '工资-%' AND reverses_id IS NULL;
