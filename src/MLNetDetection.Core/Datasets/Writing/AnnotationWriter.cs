namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>Writes one format.</summary>
internal abstract class AnnotationWriter
{
    public abstract AnnotationFormat Format { get; }

    public abstract FormatTraits Traits { get; }

    public abstract void Write(WritingContext context);

    /// <summary>Where an image belongs, from the set's folder.</summary>
    public virtual string ImagePath(WrittenImage image) => Path.Combine("images", image.Name);
}
