using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Annotations;

/// <summary>One image of a training set.</summary>
/// <param name="Name">What an error or a report calls the image: a path, or the row's number.</param>
/// <param name="Image">The pixels; read only, since a set may hand the same picture out again.</param>
/// <param name="Objects">The objects, boxes in pixels of <paramref name="Image"/>; empty for a true negative.</param>
public sealed record TrainingSample(string Name, PixelImage Image, IReadOnlyList<AnnotatedObject> Objects);
