using System.Buffers.Binary;
using System.Text.Json;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Web.Tests;

/// <summary>Pictures of blocks whose places are known, and what a server found in them.</summary>
internal static class Blocks
{
    // COCO's lowest: the tests' network trained for seconds.
    public const float LeastIou = 0.5f;

    /// <summary>A JPEG of one block whose stored pixels need turning as the orientation says; its box is of the upright picture.</summary>
    public static (byte[] Jpeg, BoxXyxy Box) Turned(TemporaryFolder folder, int orientation)
    {
        // Upright a block of the training's size in a picture of the training's size.
        var upright = new PixelImage(BlockPictures.Width, BlockPictures.Height);
        Array.Fill(upright.Rgb, (byte)115);
        var box = new BoxXyxy(12, 20, 44, 48);
        for (int y = (int)box.Y1; y < box.Y2; y++)
        {
            for (int x = (int)box.X1; x < box.X2; x++)
            {
                ((byte[])[220, 30, 30]).CopyTo(upright.Rgb, 3 * ((y * upright.Width) + x));
            }
        }

        // What turns back: 6 and 8 are each other's inverse, the others their own.
        PixelImage stored = ExifOrientation.Apply(upright, orientation switch { 6 => 8, 8 => 6, _ => orientation });
        string path = folder.File($"turned-{orientation}.jpg");
        using (Microsoft.ML.Data.MLImage image = stored.ToMLImage())
        {
            image.Save(path);
        }

        return (WithOrientation(File.ReadAllBytes(path), orientation), box);
    }

    public static BoxXyxy TruthOf(BlockPictures.Row row) => new(row.BoundingBoxes[0], row.BoundingBoxes[1], row.BoundingBoxes[2], row.BoundingBoxes[3]);

    public static BoxXyxy BoxOf(JsonElement detection)
    {
        float[] sides = [.. detection.GetProperty("box").EnumerateArray().Select(side => side.GetSingle())];
        return new BoxXyxy(sides[0], sides[1], sides[2], sides[3]);
    }

    public static void AssertFound(JsonElement image, string label, BoxXyxy truth)
    {
        JsonElement best = image.GetProperty("detections")[0];
        Assert.Equal(label, best.GetProperty("label").GetString());
        Assert.InRange(BoxOf(best).IntersectionOverUnion(truth), LeastIou, 1f);
    }

    // An APP1 segment with an EXIF directory of one entry, behind the first marker.
    private static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] segment =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }
}
