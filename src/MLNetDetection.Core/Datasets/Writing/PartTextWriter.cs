namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>Formats of text with a file for each part, image after image, and classes.txt beside them.</summary>
internal abstract class PartTextWriter : AnnotationWriter
{
    /// <summary>Ends each file's name.</summary>
    protected abstract string Extension { get; }

    /// <summary>The file's name where the set has no parts.</summary>
    protected virtual string PlainName => "annotations";

    /// <summary>The first line, or null.</summary>
    protected virtual string? Header => null;

    public override void Write(WritingContext context)
    {
        foreach (IGrouping<string, WrittenImage> part in context.Parts)
        {
            using StreamWriter text = context.Text(WritingContext.PartFile(part.Key, PlainName, Extension));
            if (Header is { } header)
            {
                text.WriteLine(header);
            }

            foreach (WrittenImage image in part)
            {
                WriteImage(context, text, image);
            }
        }

        context.ClassFile();
    }

    protected abstract void WriteImage(WritingContext context, StreamWriter text, WrittenImage image);
}
