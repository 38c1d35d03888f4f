using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>What is defined where a transformer ends: those who run finish, those who come are refused.</summary>
public sealed class DisposalTests(QuickModel quick) : IClassFixture<QuickModel>
{
    [Fact]
    public async Task Predict_AfterDispose_IsRefusedInEachForm()
    {
        SsdTransformer model = quick.Train();
        model.Dispose();
        model.Dispose();
        using MLImage image = MLImage.CreateFromFile(quick.Paths[0]);

        Assert.Throws<ObjectDisposedException>(() => model.Predict(quick.Paths[0]));
        Assert.Throws<ObjectDisposedException>(() => model.Predict(image));
        Assert.Throws<ObjectDisposedException>(() => model.Predict(image.Pixels, image.Width, image.Height, PixelLayout.Bgra32));
        Assert.Throws<ObjectDisposedException>(() => model.Predict(quick.Paths));
        Assert.Throws<ObjectDisposedException>(() => model.Predict((IReadOnlyList<string>)[]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => model.PredictAsync(quick.Paths[0]));
        Assert.Throws<ObjectDisposedException>(() => quick.Ml.Model.Save(model, null, quick.Folder.File("gone.zip")));
    }

    [Fact]
    public void Dispose_WhilePredictionsRun_TheyEndAndLaterOnesAreRefused()
    {
        IReadOnlyList<Detection> expected = quick.Model.Predict(quick.Paths[0]);
        for (int round = 0; round < 5; round++)
        {
            SsdTransformer model = quick.Train();
            using var running = new CountdownEvent(4);
            Task<int>[] callers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => PredictUntilRefused(model, quick.Paths[0], expected, running)))];
            running.Wait();
            Parallel.For(0, 2, _ => model.Dispose());
            Assert.All(callers, caller => Assert.True(caller.Result >= 1));
            Assert.Throws<ObjectDisposedException>(() => model.Predict(quick.Paths[0]));
        }
    }

    [Fact]
    public void Dispose_WhileACursorIsOpen_TheCursorSaysSo()
    {
        SsdTransformer model = quick.Train();
        IDataView data = model.Transform(BlockPictures.Prepare(quick.Ml, quick.Rows));
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema.Where(column => column.Name == "Score"));
        for (int i = 0; i < model.BatchSize; i++)
        {
            Assert.True(cursor.MoveNext());
        }

        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => cursor.MoveNext());
        Assert.False(cursor.MoveNext());
    }

    private static int PredictUntilRefused(SsdTransformer model, string path, IReadOnlyList<Detection> expected, CountdownEvent running)
    {
        for (int count = 0; ; count++)
        {
            try
            {
                Assert.Equal(expected, model.Predict(path));
                if (count == 0)
                {
                    running.Signal();
                }
            }
            catch (ObjectDisposedException)
            {
                return count;
            }
        }
    }
}
