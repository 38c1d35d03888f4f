using System.Security.Cryptography;

namespace MLNetDetection.Torch.Weights;

/// <summary>
/// Weights that others publish: where they are and how to tell that a file is theirs. Nothing here opens a connection; fetch the
/// file yourself into <see cref="CacheFolder"/>, or anywhere else.
/// </summary>
/// <param name="Name">As the publisher calls them.</param>
/// <param name="Network">The <see cref="Detectors.NamedNetwork"/> that they are for.</param>
/// <param name="Url">Where the publisher has the file.</param>
/// <param name="Sha256Start">
/// The first 8 hexadecimal digits of its SHA-256, which the publisher puts into the file's name for checking.
/// </param>
/// <param name="Strictness">How <see cref="Weights.Load"/> takes them.</param>
public sealed record PublishedWeights(string Name, string Network, Uri Url, string Sha256Start, Strictness Strictness)
{
    private const string Torchvision = "https://download.pytorch.org/models/";

    /// <summary>The known ones.</summary>
    public static IReadOnlyList<PublishedWeights> All { get; } =
    [
        Known("SSD300_VGG16_COCO_V1", "ssd300_vgg16", "ssd300_vgg16_coco-b556d3b4.pth", Strictness.Exact),
        Known("SSDLite320_MobileNet_V3_Large_COCO_V1", "ssdlite320_mobilenet_v3_large", "ssdlite320_mobilenet_v3_large_coco-a79551df.pth", Strictness.Exact),
        Known("VGG16_IMAGENET1K_FEATURES", "ssd300_vgg16", "vgg16_features-amdegroot-88682ab5.pth", Strictness.WhatFits),
        Known("VGG16_BN_IMAGENET1K_V1", "ssd300_vgg16_bn", "vgg16_bn-6c64b313.pth", Strictness.WhatFits),
        Known("ResNet18_IMAGENET1K_V1", "ssd300_resnet18", "resnet18-f37072fd.pth", Strictness.WhatFits),
        Known("ResNet34_IMAGENET1K_V1", "ssd300_resnet34", "resnet34-b627a593.pth", Strictness.WhatFits),
        Known("ResNet50_IMAGENET1K_V1", "ssd300_resnet50", "resnet50-0676ba61.pth", Strictness.WhatFits),
        Known("ResNet101_IMAGENET1K_V1", "ssd300_resnet101", "resnet101-63fe2227.pth", Strictness.WhatFits),
        Known("MobileNet_V2_IMAGENET1K_V1", "ssdlite320_mobilenet_v2", "mobilenet_v2-b0353104.pth", Strictness.WhatFits),
        Known("MobileNet_V3_Large_IMAGENET1K_V1", "ssdlite320_mobilenet_v3_large", "mobilenet_v3_large-8738ca79.pth", Strictness.WhatFits),
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

    /// <summary>Whether a file is the published one, by its SHA-256.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool IsGenuine(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream)).StartsWith(Sha256Start, StringComparison.Ordinal);
    }

    // torchvision's rule: the digits between the last dash and the ending.
    private static PublishedWeights Known(string name, string network, string file, Strictness strictness) =>
        new(name, network, new Uri(Torchvision + file), Path.GetFileNameWithoutExtension(file)[(file.LastIndexOf('-') + 1)..], strictness);
}
