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

    /// <summary>One file after the other into one set, with classes.txt where there is one; a file that is at fault leaves the others as they are.</summary>
    protected SourceSet ReadEach(ReadingContext context, IEnumerable<string> files, Action<string, SourceSet> readFile)
    {
        SourceSet set = new() { Folder = context.Folder.Root, Format = Format, Faults = context.Faults, ClassNames = context.ClassFile() };
        foreach (string path in files)
        {
            context.Try(path, () => readFile(path, set));
        }

        return set;
    }
}
