"""Normalisation of Chinese text: the rule catalogue, and the engine that applies and accounts for it."""

from convert.rules.normalised import Normalised, normalise
from convert.rules.registry import Mode, Rule, catalogue, find_rules
from convert.rules.ruleset import RuleSet

__all__ = ["Mode", "Normalised", "Rule", "RuleSet", "catalogue", "find_rules", "normalise"]
