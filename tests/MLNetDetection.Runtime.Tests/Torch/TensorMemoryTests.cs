using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

/// <summary>Tensors of all sizes that come and go on several threads keep their numbers to themselves.</summary>
[Collection(TorchCollection.Name)]
public class TensorMemoryTests
{
    private const int Threads = 4;
    private const int Alive = 12;

    [Fact]
    public void Tensors_ThatComeAndGo_NeverOverlap() => Parallel.For(0, Threads, thread =>
    {
        var random = new Random(thread);
        var alive = new (Tensor? Tensor, float Mark)[Alive];
        for (int step = 0; step < 500; step++)
        {
            ref (Tensor? Tensor, float Mark) slot = ref alive[random.Next(Alive)];
            Release(slot);
            int length = 1 << random.Next(21); // of 4 bytes: some are malloc's, some are cut from the allocator's range
            float mark = (thread * 1000) + step;
            slot = (zeros([length + random.Next(length)]).add_(mark), mark);
        }

        Array.ForEach(alive, Release);
    });

    private static void Release((Tensor? Tensor, float Mark) slot)
    {
        if (slot.Tensor is { } tensor)
        {
            Assert.Equal(-1, MemoryMarshal.Cast<byte, float>(tensor.bytes).IndexOfAnyExcept(slot.Mark));
            tensor.Dispose();
        }
    }
}
