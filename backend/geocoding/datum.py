"""Coordinates of Chinese map services turned into WGS-84 (the only datum inside the product)."""

import prcoords

from backend.geocoding.port import Point

# GCJ-02 and BD-09 are used in mainland China only; roughly, and then never for Hong Kong and Macau.
_MAINLAND = (Point(17.5, 73.0), Point(54.0, 135.5))
_UNSHIFTED = (
    (Point(22.13, 113.82), Point(22.515, 114.45)),  # Hong Kong
    (Point(22.10, 113.52), Point(22.22, 113.61)),  # Macau
    (Point(21.8, 119.2), Point(25.4, 122.2)),  # Taiwan
)


def is_shifted(point: Point) -> bool:
    """Whether Chinese services shift coordinates at this point."""
    return _inside(point, _MAINLAND) and not any(_inside(point, box) for box in _UNSHIFTED)


def from_gcj02(point: Point) -> Point:
    """GCJ-02 (AMap, Tencent) to WGS-84, to about a millimetre; unshifted places stay."""
    if not is_shifted(point):
        return point
    exact = prcoords.gcj_wgs_bored((point.lat, point.lng), check_china=False)
    return Point(exact.lat, exact.lon)


def from_bd09(point: Point) -> Point:
    """BD-09 (Baidu) to WGS-84; Baidu shifts once more on top of GCJ-02, everywhere."""
    once = prcoords.bd_gcj_bored((point.lat, point.lng), check_china=False)
    return from_gcj02(Point(once.lat, once.lon))


def to_gcj02(point: Point) -> Point:
    """WGS-84 to GCJ-02, for links into Chinese navigation apps."""
    if not is_shifted(point):
        return point
    shifted = prcoords.wgs_gcj((point.lat, point.lng), check_china=False)
    return Point(shifted.lat, shifted.lon)


def _inside(point: Point, box: tuple[Point, Point]) -> bool:
    low, high = box
    return low.lat <= point.lat <= high.lat and low.lng <= point.lng <= high.lng
