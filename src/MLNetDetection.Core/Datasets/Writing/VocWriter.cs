namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>Pascal VOC's own folders, and classes.txt so that ids stay.</summary>
internal sealed class VocWriter : AnnotationWriter
{
    public override AnnotationFormat Format => AnnotationFormat.PascalVoc;

    public override FormatTraits Traits { get; } = new(Fractions: false, Difficult: true, Crowd: false, Area: false, Negatives: true, Size: true);

    public override string ImagePath(WrittenImage image) => Path.Combine("JPEGImages", image.Name);

    public override void Write(WritingContext context)
    {
        PascalVocWriter voc = new(context.Folder);
        foreach (WrittenImage image in context.Images)
        {
            voc.WriteAnnotation(image.Name, image.Size.Width, image.Size.Height, image.Source.Objects, context.Dataset.ClassNames);
        }

        foreach (IGrouping<string, WrittenImage> part in context.Parts.Where(part => part.Key.Length > 0))
        {
            voc.WriteSplit(TargetName.Clean(part.Key), part.Select(image => image.Name));
        }

        context.ClassFile();
    }
}
