using System.ComponentModel.DataAnnotations;

namespace WebApi;

/// <summary>The section "Detection" of the configuration.</summary>
public sealed class ServingOptions
{
    public const string Section = "Detection";

    /// <summary>The model file, an ML.NET .zip that holds a detector of this library. A relative path starts at the working directory.</summary>
    public string Model { get; set; } = "";

    /// <summary>How often the model file is looked at, in seconds. 0 never reads it again.</summary>
    [Range(0, 86_400)]
    public double PollSeconds { get; set; } = 1;

    /// <summary>Requests whose pictures are decoded and looked at, at one time. 0 takes the number of processors.</summary>
    [Range(0, 256)]
    public int Concurrency { get; set; }

    /// <summary>Requests that may wait or still be uploading beside those; one more is answered 503 at once.</summary>
    [Range(0, 10_000)]
    public int QueueLength { get; set; } = 14;

    /// <summary>Threads that one detection uses. With one for each of as many requests as processors, most pictures are served in a second.</summary>
    [Range(1, 256)]
    public int TorchThreads { get; set; } = 1;

    /// <summary>The largest picture, in bytes as uploaded.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxImageBytes { get; set; } = 15_000_000;

    /// <summary>The largest request, in bytes.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxRequestBytes { get; set; } = 30_000_000;

    /// <summary>Pictures in one request.</summary>
    [Range(1, 1_000)]
    public int MaxImages { get; set; } = 8;

    /// <summary>Width times height of one picture. It is known before the picture is decoded; decoding takes up to 14 bytes a pixel.</summary>
    [Range(1, 400_000_000)]
    public long MaxPixels { get; set; } = 40_000_000;

    /// <summary>Time for one upload, in seconds; a slower one is answered 408.</summary>
    [Range(0.1, 3_600)]
    public double UploadSeconds { get; set; } = 30;

    public int WorkingRequests => Concurrency > 0 ? Concurrency : Environment.ProcessorCount;
}
