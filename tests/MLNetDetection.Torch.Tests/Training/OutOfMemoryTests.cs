using System.Runtime.InteropServices;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using MLNetDetection.Torch.Training.Finding;

namespace MLNetDetection.Torch.Tests.Training;

public sealed class OutOfMemoryTests
{
    // What each allocator says; the numbers are made up.
    private static readonly string[] _messages =
    [
        "[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 12 bytes. Error code 12",
        "[enforce fail at alloc_cpu.cpp:80] data. DefaultCPUAllocator: not enough memory: you tried to allocate 12 bytes.",
        "CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 7.79 GiB total capacity)",
    ];

    private static SsdDetector Limited(int images, string message) => MeddlingLoss.Detector((_, loss) => loss.shape[0] <= images ? loss : throw new ExternalException(message));

    private static TrainingOptions Options(int batchSize) => new() { Epochs = 1, BatchSize = batchSize, Workers = 1, Threads = 1 };

    [Theory]
    [InlineData(0, 3, 2)]
    [InlineData(1, 4, 4)]
    [InlineData(2, 1, 1)]
    public void Run_StepThatDoesNotFit_TheErrorSaysWhichBatchDoes(int message, int limit, int fitting)
    {
        using SsdDetector detector = Limited(limit, _messages[message]);

        TrainingOutOfMemoryException error = Assert.Throws<TrainingOutOfMemoryException>(() => new DetectorTrainer(Options(8)).Run(detector, new SquaresSet(8)));

        Assert.Equal((8, fitting), (error.BatchSize, error.FittingBatchSize));
        Assert.Contains($"set BatchSize to {fitting}", error.Message);
        Assert.Contains("80x60", error.Message);
        Assert.Contains(_messages[message], error.Message);
    }

    [Fact]
    public void Run_NotOneImageFits_TheErrorSaysSo()
    {
        using SsdDetector detector = Limited(0, _messages[0]);

        TrainingOutOfMemoryException error = Assert.Throws<TrainingOutOfMemoryException>(() => new DetectorTrainer(Options(4)).Run(detector, new SquaresSet(4)));

        Assert.Equal(0, error.FittingBatchSize);
        Assert.Contains("Not even one image fits", error.Message);
    }

    [Fact]
    public void Run_AnotherErrorOfTorch_ComesOutAsItIs()
    {
        using SsdDetector detector = Limited(2, "mat1 and mat2 shapes cannot be multiplied");

        Assert.Throws<ExternalException>(() => new DetectorTrainer(Options(4)).Run(detector, new SquaresSet(4)));
    }

    [Fact]
    public void Find_ALimitOfTheDevice_GivesTheLargestBatchThatFits()
    {
        using SsdDetector detector = Limited(9, _messages[2]);
        byte[] before = Support.Detectors.Weights(detector);

        BatchSizeReport report = BatchSizeFinder.Find(detector, Options(4), new BatchSizeSearch { Largest = 64 });

        Assert.Equal(8, report.BatchSize);
        Assert.Equal([(2, true), (4, true), (8, true), (16, false)], report.Trials.Select(t => (t.BatchSize, t.Fits)));
        Assert.All(report.Trials.Where(t => t.Fits), t => Assert.True(t is { PeakBytes: > 0, ImagesPerSecond: > 0 }));
        Assert.Equal(before, Support.Detectors.Weights(detector));
    }

    [Theory]
    [InlineData(2, 1L << 40, 2)]
    [InlineData(6, 1L << 40, 6)]
    [InlineData(64, 1, 0)]
    public void Find_LimitsOfTheCaller_AreKept(int largest, long memory, int expected)
    {
        using SsdDetector detector = Support.Detectors.Small();

        Assert.Equal(expected, BatchSizeFinder.Find(detector, Options(4), new BatchSizeSearch { Largest = largest, MemoryLimit = memory }).BatchSize);
    }

    // 100 bytes and 10 for each image: 32 images take 420, which the two before tell without a trial.
    [Fact]
    public void Search_WhatTheNextSizeWouldTake_IsForeseen()
    {
        var tried = new List<int>();

        BatchSizeReport report = BatchSizeFinder.Search(256, 400, size =>
        {
            tried.Add(size);
            return (100 + 10 * size, 1);
        });

        Assert.Equal(16, report.BatchSize);
        Assert.Equal([2, 4, 8, 16], tried);
        Assert.Equal(new BatchSizeTrial(32, false, 0, 0), report.Trials[^1]);
    }
}
