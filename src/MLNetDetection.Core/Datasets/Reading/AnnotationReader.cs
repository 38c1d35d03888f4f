namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Reads one format.</summary>
internal abstract class AnnotationReader
{
    public abstract AnnotationFormat Format { get; }

    /// <summary>What the format is recognised by, for a refusal.</summary>
    public abstract string Looks { get; }

    /// <summary>What speaks for this format, or null.</summary>
    public abstract string? Recognise(ReadingContext context);

    /// <summary>Reads all of it.</summary>
    public abstract SourceSet Read(ReadingContext context);
}
