using System.Security.Cryptography;

namespace MLNetDetection.Torch.Weights;

/// <summary>
/// Weights that others publish: where they are and how to tell that a file is theirs. Nothing here opens a connection; fetch the
/// file yourself into <see cref="CacheFolder"/>, or anywhere else.
/// </summary>
/// <param name="Name">As the publisher calls them.</param>
/// <param name="Network">The <see cref="Detectors.NamedNetwork"/> that they are for.</param>
/// <param name="Url">Where the publisher has the file.</param>
/// <param name="Sha256">
/// Its SHA-256 in lower-case hexadecimal: all 64 digits, or where only these are known the first 8, which the publisher puts into
/// the file's name for checking.
/// </param>
/// <param name="Strictness">How <see cref="Weights.Load"/> takes them.</param>
public sealed record PublishedWeights(string Name, string Network, Uri Url, string Sha256, Strictness Strictness)
{
    private const string Torchvision = "https://download.pytorch.org/models/";

    /// <summary>The known ones.</summary>
    public static IReadOnlyList<PublishedWeights> All { get; } =
    [
        Known("SSD300_VGG16_COCO_V1", "ssd300_vgg16", "ssd300_vgg16_coco", "b556d3b43ab6c3f63d81bfb8835fe8756ac22da664357da100dccf96b6a6b42d", Strictness.Exact),
        Known("SSDLite320_MobileNet_V3_Large_COCO_V1", "ssdlite320_mobilenet_v3_large", "ssdlite320_mobilenet_v3_large_coco", "a79551df90c79834bcd3bb3845ef9d966b5449a3a9b2833ae8404778ca5d65d2", Strictness.Exact),
        Known("VGG16_IMAGENET1K_FEATURES", "ssd300_vgg16", "vgg16_features-amdegroot", "88682ab5", Strictness.WhatFits),
        Known("VGG16_BN_IMAGENET1K_V1", "ssd300_vgg16_bn", "vgg16_bn", "6c64b3138f2f4fcb3bcc4cafde11619c4f440eb1631787e93a682fd88305888a", Strictness.WhatFits),
        Known("ResNet18_IMAGENET1K_V1", "ssd300_resnet18", "resnet18", "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec", Strictness.WhatFits),
        Known("ResNet34_IMAGENET1K_V1", "ssd300_resnet34", "resnet34", "b627a593bcbe140c234610266fe4f8ae95ea42fc881d091c9b6052e6b1d0590f", Strictness.WhatFits),
        Known("ResNet50_IMAGENET1K_V1", "ssd300_resnet50", "resnet50", "0676ba61b6795bbe1773cffd859882e5e297624d384b6993f7c9e683e722fb8a", Strictness.WhatFits),
        Known("ResNet101_IMAGENET1K_V1", "ssd300_resnet101", "resnet101", "63fe2227b86e8f1f2063f43a75c84d195911b6a0eace650907dd3dc62dd49a0a", Strictness.WhatFits),
        Known("MobileNet_V2_IMAGENET1K_V1", "ssdlite320_mobilenet_v2", "mobilenet_v2", "b03531047ffacf1e2488318dcd2aba1126cde36e3bfe1aa5cb07700aeeee9889", Strictness.WhatFits),
        Known("MobileNet_V3_Large_IMAGENET1K_V1", "ssdlite320_mobilenet_v3_large", "mobilenet_v3_large", "8738ca797c879b547d18bbd15da5736ff2557b2036a9af72225393ca61759a04", Strictness.WhatFits),
    ];

    /// <summary>
    /// Where fetched files are looked for: MLNETDETECTION_CACHE, or "mldetect/weights" in the user's cache folder (XDG_CACHE_HOME or
    /// ~/.cache on Linux, the local application data elsewhere). Not created.
    /// </summary>
    public static string CacheFolder
    {
        get
        {
            string? own = Environment.GetEnvironmentVariable("MLNETDETECTION_CACHE");
            if (!string.IsNullOrEmpty(own))
            {
                return own;
            }

            string? cache = OperatingSystem.IsLinux() ? Environment.GetEnvironmentVariable("XDG_CACHE_HOME") : null;
            string home = string.IsNullOrEmpty(cache)
                ? OperatingSystem.IsLinux()
                    ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
                    : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : cache;
            return Path.Combine(home, "mldetect", "weights");
        }
    }

    /// <summary>The publisher's file name.</summary>
    public string FileName => Path.GetFileName(Url.LocalPath);

    /// <summary>The file in <see cref="CacheFolder"/>, where it is there.</summary>
    public string? Cached => Path.Combine(CacheFolder, FileName) is var path && File.Exists(path) ? path : null;

    /// <summary>Whether a file is the published one, by as much of its SHA-256 as is known.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool IsGenuine(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream)).StartsWith(Sha256, StringComparison.Ordinal);
    }

    // torchvision's rule for names: what it is, a dash, the first 8 digits.
    private static PublishedWeights Known(string name, string network, string file, string sha256, Strictness strictness) =>
        new(name, network, new Uri($"{Torchvision}{file}-{sha256[..8]}.pth"), sha256, strictness);
}
