using Microsoft.ML.Transforms.Image;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace Demo;

/// <summary>What the demo was asked to do.</summary>
internal sealed record DemoOptions
{
    /// <summary>A Pascal VOC folder; null generates a set of shapes.</summary>
    public string? Data { get; init; }

    public required string Train { get; init; }

    public required string Test { get; init; }

    public string? Validation { get; init; }

    public int Epochs { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public int BatchSize { get; init; }

    public int Seed { get; init; }

    public TrainingPrecision Precision { get; init; }

    public double NegativeIou { get; init; } = 0.5;

    public PictureFlips Flips { get; init; }

    public int TrainImages { get; init; }

    public int TestImages { get; init; }

    /// <summary>VOC pixels as written in the files, rather than converted from 1-based.</summary>
    public bool PixelsAsWritten { get; init; }

    public bool VerticalFlip { get; init; }

    /// <summary>ResizeImages to the network's size in front of the trainer; null leaves resizing to the trainer.</summary>
    public ImageResizingEstimator.ResizingKind? ResizeImages { get; init; }

    /// <summary>Where the run's state is kept, and found again; null for nowhere.</summary>
    public string? Checkpoints { get; init; }

    public required string Output { get; init; }
}
