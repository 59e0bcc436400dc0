"""Names for runs that were given none: ``adjective-noun-number``, the shape of MLflow's."""

from __future__ import annotations

import random

_ADJECTIVES = (
    "able amber apt bold brave breezy bright brisk calm candid clever cosmic crisp curious dapper daring deep eager "
    "early easy fair fast fine fond frank free fresh gentle glad golden grand happy hardy honest humble keen kind "
    "light lively loyal lucid lucky mellow merry mild neat nimble noble open patient placid plucky polite proud "
    "quick quiet rare ready ripe rosy serene sharp shiny silent simple smart snug solid sound spry steady stellar "
    "still stout subtle sunny sure swift tidy trusty upbeat vivid warm wise witty zesty"
).split()
_NOUNS = (
    "ant auk bat bear bee bison boar bream bug calf carp cat chick chimp clam cod colt conch cow crab crane crow cub "
    "deer doe dog dolphin dove duck eel elk emu ewe falcon fawn finch fish flea fly foal fowl fox frog gnat gnu goat "
    "goose grouse grub gull hare hawk hen heron hog horse hound ibex jay kit kite koi lamb lark loon lynx mare mink "
    "mole moose moth mouse mule newt newton orca otter owl ox panda perch pig pike pug quail ram rat raven ray robin "
    "rook seal shad shark sheep shrew shrike skink skunk sloth slug smelt snail snake snipe sow sponge squid squirrel "
    "stag steed stoat stork swan tern toad trout turtle vole wasp whale wolf worm wren yak zebra"
).split()


def random_run_name(choice: random.Random | None = None) -> str:
    """Return a name such as ``brisk-otter-417``.

    Draws from the operating system unless told otherwise: a script that seeds :mod:`random` must
    neither repeat its run names nor be disturbed by ours.
    """
    source = choice or random.SystemRandom()
    return f"{source.choice(_ADJECTIVES)}-{source.choice(_NOUNS)}-{source.randrange(1000)}"
