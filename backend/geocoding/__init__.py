"""Address to coordinates: a port, an offline table good to the district, and online services through geopy.

Everything that leaves here is in WGS-84; services that answer in GCJ-02 or BD-09 are converted at this edge.
"""

from backend.geocoding.offline import OfflineGeocoder
from backend.geocoding.port import Geocoder, Place, Point, Precision
from backend.geocoding.services import build_geocoder

__all__ = ["Geocoder", "OfflineGeocoder", "Place", "Point", "Precision", "build_geocoder"]
