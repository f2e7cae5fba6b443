"""Carriers: what each one does to a card that meets another terminal, and the tasks that follow (R31).

A room of inventory. Owns: binding_rules, carrier_tasks, carrier_columns.
Publishes: BindingRuleChanged, CarrierColumnsChanged, CarrierTaskOpened, CarrierTaskMoved, CarrierTasksExported.
"""
