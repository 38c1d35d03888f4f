using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MLNetDetection.Core.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Networks;

/// <summary>The integer formulas of tests/Golden/make_networks_golden.py: weights by key and index, pictures by position.</summary>
internal static class FormulaWeights
{
    public static void Fill(nn.Module network, JsonElement gains)
    {
        using IDisposable quiet = no_grad();
        foreach ((string name, Tensor value) in network.named_parameters().Select(p => (p.name, (Tensor)p.parameter))
            .Concat(network.named_buffers().Select(b => (b.name, b.buffer))))
        {
            if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            {
                continue; // 0 in a fresh network
            }

            using Tensor fresh = empty(value.shape, ScalarType.Float32);
            Values(name, value.shape, gains, MemoryMarshal.Cast<byte, float>(fresh.bytes));
            value.copy_(fresh);
        }
    }

    public static PixelImage Picture(int index, int width, int height)
    {
        var image = new PixelImage(width, height);
        uint noise = Seed($"picture {index}");
        for (int y = 0, at = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int block = ((x / 32) + (y / 24) + index) % 3 == 0 ? 64 : 0;
                for (int c = 0; c < 3; c++, at++)
                {
                    int wave = ((x * (index + 2)) + (y * 3) + (c * 70) + (index * 31)) & 255;
                    image.Rgb[at] = (byte)((wave < 128 ? wave : 255 - wave) + block + (Mixed(noise, at) >> 26));
                }
            }
        }

        return image;
    }

    /// <summary>uint8 [count, size, size, 3].</summary>
    public static Tensor Batch(int count, int size)
    {
        byte[] bytes = [.. Enumerable.Range(0, count).SelectMany(i => Picture(i, size, size).Rgb)];
        return tensor(bytes, [count, size, size, 3]);
    }

    private static void Values(string key, long[] shape, JsonElement gains, Span<float> target)
    {
        uint seed = Seed(key);
        (float offset, float scale) = Range(key, shape, gains);
        for (int i = 0; i < target.Length; i++)
        {
            float scaled = (((Mixed(seed, i) >> 8) * (1f / (1 << 24))) - 0.5f) * scale;
            target[i] = offset == 0 ? scaled : offset + scaled;
        }
    }

    private static uint Seed(string key)
    {
        uint seed = 2166136261;
        foreach (byte value in Encoding.UTF8.GetBytes(key))
        {
            seed = (seed ^ value) * 16777619;
        }

        return seed;
    }

    private static uint Mixed(uint seed, int index)
    {
        uint x = ((uint)index * 0x9E3779B1) + seed;
        x ^= x >> 16;
        x *= 0x85EBCA6B;
        x ^= x >> 13;
        x *= 0xC2B2AE35;
        return x ^ (x >> 16);
    }

    private static (float Offset, float Scale) Range(string key, long[] shape, JsonElement gains)
    {
        if (shape.Length == 4)
        {
            double gain = gains.GetProperty(
                key.Contains("classification_head") ? "class" : key.Contains("regression_head") ? "box" : shape[1] == 3 ? "input" : "layer").GetDouble();
            return (0, (float)(Math.Sqrt(24.0 / (shape[1] * shape[2] * shape[3])) * gain));
        }

        return key switch
        {
            _ when key.EndsWith("scale_weight", StringComparison.Ordinal) => (20, 4),
            _ when key.EndsWith("running_var", StringComparison.Ordinal) => (1, 1),
            _ when key.EndsWith("weight", StringComparison.Ordinal) => (1, 0.4f),
            _ => (0, 0.2f),
        };
    }
}
