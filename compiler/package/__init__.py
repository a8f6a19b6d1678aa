"""What lies below both Office formats: what kind of file a path holds, zip parts, relationships,
namespaces, limits.
"""
