using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Tests.TestData;

/// <summary>A few pictures of the generated set, as the demo writes them: a Pascal VOC folder, read as a user's would be.</summary>
public static class DrawnShapes
{
    /// <summary>Draws pictures with objects into a folder and gives them as the trainer wants them.</summary>
    public static IDataView Prepare(MLContext ml, TemporaryFolder folder, int count)
    {
        var generator = new ShapesGenerator(new ShapesOptions { EmptyShare = 0, MaximumObjects = 3 });
        var writer = new PascalVocWriter(folder.Path);
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"{i:00000}.png")];
        for (int i = 0; i < count; i++)
        {
            var (image, objects) = generator.Draw(i);
            using MLImage picture = image.ToMLImage();
            picture.Save(writer.ImagePath(names[i]));
            writer.WriteAnnotation(names[i], image.Width, image.Height, objects, generator.ClassNames);
        }

        writer.WriteSplit("train", names);
        IDataView rows = ml.Data.LoadPascalVoc(folder.Path, "train");
        return BlockPictures.Pipeline(ml).Fit(rows).Transform(rows);
    }
}
