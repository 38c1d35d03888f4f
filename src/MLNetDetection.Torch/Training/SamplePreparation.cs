using System.Diagnostics;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Training;

/// <summary>Brings one picture to the network's input, augmented, with the labels of its anchors. Holds buffers: one per thread.</summary>
internal sealed class SamplePreparation(TargetEncoder encoder, SampleShape shape, Preprocessing preprocessing, int classCount, TrainingOptions options)
{
    private readonly AugmentationPlan _plan = new();
    private readonly ImageResampler _resampler = new(preprocessing.Filter);
    private readonly List<AnnotatedObject> _objects = [];

    /// <summary>Time of reading, augmenting and resizing so far.</summary>
    public TimeSpan Preparing { get; private set; }

    /// <summary>Time of matching anchors and coding targets so far.</summary>
    public TimeSpan Matching { get; private set; }

    /// <summary>Writes image <paramref name="index"/> of <paramref name="set"/> into a slot of <paramref name="batch"/>.</summary>
    public void Prepare(ITrainingSet set, int index, TrainingBatch batch, int slot)
    {
        long start = Stopwatch.GetTimestamp();
        TrainingSample sample = set.Read(index);
        // The slot is drawn into the stream only where a batch holds one image twice.
        var random = new RandomStream(options.Seed, batch.Epoch, index + (long)CopyOf(batch, slot) * int.MaxValue);
        sample = options.Mixing?.Apply(sample, set, ref random) ?? sample;
        _plan.Reset(sample.Image.Width, sample.Image.Height, Proper(sample));
        options.Augmentation.Apply(_plan, ref random);
        if (preprocessing.Fit == InputFit.Letterbox)
        {
            _plan.Crop(InputWindow.Of(_plan.Width, _plan.Height, shape.Width, shape.Height, preprocessing.Fit));
        }

        _resampler.ToInterleaved(
            sample.Image, _plan.ToRequest(shape.Width, shape.Height), batch.Pixels.AsSpan(slot * shape.PixelBytes, shape.PixelBytes));
        _plan.ScaleObjects(shape.Width, shape.Height, _objects);
        _objects.RemoveAll(item => !item.Box.IsProper); // a crop may leave a sliver without area
        batch.Names[slot] = sample.Name;
        long prepared = Stopwatch.GetTimestamp();
        batch.Positives[slot] = encoder.Encode(_objects, batch.Labels.AsSpan(slot * shape.Anchors, shape.Anchors), ref random);
        Preparing += Stopwatch.GetElapsedTime(start, prepared);
        Matching += Stopwatch.GetElapsedTime(prepared);
    }

    private static int CopyOf(TrainingBatch batch, int slot) => batch.Indices.AsSpan(0, slot).Count(batch.Indices[slot]);

    private AnnotatedObject[] Proper(TrainingSample sample)
    {
        var kept = new List<AnnotatedObject>(sample.Objects.Count);
        foreach (AnnotatedObject item in sample.Objects)
        {
            if (item.ClassId < 0 || item.ClassId >= classCount)
            {
                throw new InvalidDataException($"'{sample.Name}' has an object of class {item.ClassId}; the set has {classCount} classes.");
            }

            BoxXyxy box = item.Box.IsProper ? item.Box.Clip(sample.Image.Width, sample.Image.Height) : default;
            if (box.IsProper)
            {
                kept.Add(item with { Box = box });
            }
        }

        return [.. kept];
    }
}
