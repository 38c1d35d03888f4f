namespace MLNetDetection.Core.Datasets;

/// <summary>What the four numbers of a bndbox mean.</summary>
public enum VocPixels
{
    /// <summary>
    /// Pascal VOC's own definition: the first and last pixel inside the box, counted from 1. Becomes
    /// (xmin - 1, ymin - 1, xmax, ymax), so that xmin = xmax is one pixel wide.
    /// </summary>
    OneBasedInclusive,

    /// <summary>Edges in pixels from 0, as many labelling tools write them: taken as they are, so that xmin = xmax has no area.</summary>
    AsWritten,
}
