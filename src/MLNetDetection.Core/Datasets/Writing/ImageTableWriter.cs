namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>A TSV with a row for each image, PART.tsv, as ML.NET's own samples have it, with a header.</summary>
internal sealed class ImageTableWriter : PartTextWriter
{
    public override AnnotationFormat Format => AnnotationFormat.ImageTable;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: true, Size: false);

    protected override string Extension => ".tsv";

    protected override string Header => "ImagePath\tLabel\tBoundingBoxes";

    protected override void WriteImage(WritingContext context, StreamWriter text, WrittenImage image)
    {
        IEnumerable<string> names = image.Source.Objects.Select(item => WritingContext.CheckedClass(context.NameOf(item), ",;|\t\""));
        IEnumerable<string> edges = image.Source.Objects
            .SelectMany(item => new[] { item.Box.X1, item.Box.Y1, item.Box.X2, item.Box.Y2 }).Select(WritingContext.Number);
        text.WriteLine($"images/{image.Name}\t{string.Join(',', names)}\t{string.Join(',', edges)}");
    }
}
