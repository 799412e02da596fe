"""The choosers: probabilities of options, contexts, and the file that holds the weights."""

from __future__ import annotations

import gzip
from math import isclose

import pytest

from marsad.read.choice import Chooser, choosers, read_choosers


def test_an_option_with_more_weight_is_likelier() -> None:
    chooser = Chooser({"near": {"": 1.0}, "far": {"": -1.0}})
    near, far = chooser.probabilities([["near"], ["far"]], ())
    assert near > far
    assert isclose(near + far, 1.0)


def test_a_feature_weighs_again_in_its_context() -> None:
    chooser = Chooser({"behind على": {"": 0.0, "ASSAULT": 3.0}})
    options = [["behind على"], []]
    assert chooser.probabilities(options, ("ASSAULT",))[0] > 0.9
    assert chooser.probabilities(options, ("CONSULT",))[0] == 0.5


def test_unknown_features_say_nothing() -> None:
    assert Chooser({}).probabilities([["a"], ["b"], []], ("x",)) == pytest.approx([1 / 3] * 3)


def test_weights_that_would_overflow_do_not() -> None:
    assert Chooser({"sure": {"": 5_000.0}}).probabilities([["sure"], []], ()) == [1.0, 0.0]


def test_the_file_holds_a_table_for_each_question() -> None:
    data = gzip.compress(b"actor\tbefore 0\t\t1500\nactor\tbefore 0\tASSAULT\t-250\ndate\tnone\t\t7")
    read = read_choosers(data)
    assert read["actor"].weights == {"before 0": {"": 1.5, "ASSAULT": -0.25}}
    assert read["date"].weights == {"none": {"": 0.007}}


def test_the_bundled_choosers_answer_every_question() -> None:
    assert {"actor", "recipient", "date"} <= choosers().keys()
    assert all(chooser.weights for chooser in choosers().values())
