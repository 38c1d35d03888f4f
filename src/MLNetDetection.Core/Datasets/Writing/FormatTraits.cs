namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>What a format can hold besides classes and boxes.</summary>
/// <param name="Fractions">Edges between pixels.</param>
/// <param name="Difficult">VOC's flag.</param>
/// <param name="Crowd">COCO's flag.</param>
/// <param name="Area">The mask's area.</param>
/// <param name="Negatives">Images without objects.</param>
/// <param name="Size">The image's size; otherwise it is read from the image file.</param>
/// <param name="AnyPart">Parts of any name, or none.</param>
internal sealed record FormatTraits(bool Fractions, bool Difficult, bool Crowd, bool Area, bool Negatives, bool Size, bool AnyPart = true);
