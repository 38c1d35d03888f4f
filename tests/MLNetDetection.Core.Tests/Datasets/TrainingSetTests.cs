using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Tests.Datasets;

public sealed class TrainingSetTests
{
    [Fact]
    public void Read_LargePicture_ShrinksWithItsBoxes()
    {
        AnnotatedImage image = new("a.jpg", 400, 200, [new AnnotatedObject(new BoxXyxy(40, 20, 80, 60), 0, Area: 800)]);
        DetectionDataset set = new("/", ["x"], [image], []);
        TrainingSample small = new DatasetTrainingSet(set, _ => new PixelImage(400, 200), 100).Read(0);
        Assert.Equal((100, 50, "a.jpg"), (small.Image.Width, small.Image.Height, small.Name));
        Assert.Equal(new AnnotatedObject(new BoxXyxy(10, 5, 20, 15), 0, Area: 50), small.Objects[0]);
        TrainingSample whole = new DatasetTrainingSet(set, _ => new PixelImage(400, 200)).Read(0);
        Assert.Equal((400, image.Objects[0]), (whole.Image.Width, whole.Objects[0]));
    }

    [Fact]
    public void Read_Cached_StaysWithinTheBudget()
    {
        int reads = 0;
        AnnotatedImage[] images = [.. Enumerable.Range(0, 10).Select(i => new AnnotatedImage($"{i}", 10, 10, []))];
        DatasetTrainingSet source = new(new DetectionDataset("/", ["x"], images, []), _ =>
        {
            Interlocked.Increment(ref reads);
            return new PixelImage(10, 10);
        });
        CachedTrainingSet cached = new(source, 1000);
        Parallel.For(0, 400, i => Assert.Equal($"{i % 10}", cached.Read(i % 10).Name));
        for (int i = 0; i < 10; i++)
        {
            // Threads that meet at one picture may each have passed the budget for a moment.
            cached.Read(i);
        }

        Assert.Equal(900, cached.UsedBytes);
        reads = 0;
        for (int i = 0; i < 10; i++)
        {
            cached.Read(i);
        }

        Assert.Equal(7, reads);
        CachedTrainingSet none = new(source, 0);
        none.Read(0);
        Assert.Equal(0, none.UsedBytes);
    }
}
