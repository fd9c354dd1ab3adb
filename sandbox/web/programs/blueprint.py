"""The blueprint that the page modules of this activity hang their routes on."""

from flask import Blueprint

blueprint = Blueprint("programs", __name__)
