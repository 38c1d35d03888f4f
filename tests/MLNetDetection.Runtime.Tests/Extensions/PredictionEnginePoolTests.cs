using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ML;
using Microsoft.ML;

namespace MLNetDetection.Runtime.Tests.Extensions;

/// <summary>Pooled engines, against the API of Microsoft.Extensions.ML; what only our source promises is marked.</summary>
public sealed class PredictionEnginePoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Predict_ModelsFromFiles_AreFoundByName()
    {
        using ServiceProvider services = Services(builder => builder.FromFile(Save("Id", "a.zip")).FromFile("other", Save("Key", "b.zip"), false));
        var pool = services.GetRequiredService<PredictionEnginePool<NumberPair, Copied>>();

        Assert.Equal(3, pool.Predict(new NumberPair { Id = 3, Key = 8 }).Copy);
        Assert.Equal(8, pool.Predict("other", new NumberPair { Id = 3, Key = 8 }).Copy);
        Assert.ThrowsAny<ArgumentException>(() => pool.Predict("unknown", new NumberPair()));
        Assert.ThrowsAny<ArgumentNullException>(() => pool.ReturnPredictionEngine("other", null!));
    }

    [Fact]
    public void GetPredictionEngine_Returned_IsGivenOutAgain()
    {
        using ServiceProvider services = Services(builder => builder.FromFile("model", Save("Id", "a.zip"), false));
        var pool = services.GetRequiredService<PredictionEnginePool<NumberPair, Copied>>();
        PredictionEngine<NumberPair, Copied> first = pool.GetPredictionEngine("model"), second = pool.GetPredictionEngine("model");

        pool.ReturnPredictionEngine("model", first);

        Assert.NotSame(first, second);
        Assert.Same(first, pool.GetPredictionEngine("model"));
        Assert.Same(pool.GetModel("model"), pool.GetModel("model"));
    }

    [Fact]
    public void Predict_LoaderThatReloads_UsesItsNewModel()
    {
        var loader = new SwappedLoader(Fit("Id"));
        using ServiceProvider services = Services(builder => builder.Services
            .AddOptions<PredictionEnginePoolOptions<NumberPair, Copied>>("model").Configure(options => options.ModelLoader = loader));
        var pool = services.GetRequiredService<PredictionEnginePool<NumberPair, Copied>>();
        Assert.Equal(1, pool.Predict("model", new NumberPair { Id = 1, Key = 2 }).Copy);

        loader.Swap(Fit("Key"));

        Assert.Equal(2, pool.Predict("model", new NumberPair { Id = 1, Key = 2 }).Copy);
    }

    [SystemRuntimeFact]
    public void ReturnPredictionEngine_OfAReplacedModel_FreesItAndIsNotGivenOutAgain()
    {
        TrackedTransformer before = new(Fit("Id")), after = new(Fit("Key"));
        var loader = new SwappedLoader(before);
        ServiceProvider services = Services(builder => builder.Services
            .AddOptions<PredictionEnginePoolOptions<NumberPair, Copied>>("model").Configure(options => options.ModelLoader = loader));
        var pool = services.GetRequiredService<PredictionEnginePool<NumberPair, Copied>>();
        PredictionEngine<NumberPair, Copied> first = pool.GetPredictionEngine("model"), second = pool.GetPredictionEngine("model");

        loader.Swap(after);
        Assert.Equal(1, first.Predict(new NumberPair { Id = 1, Key = 2 }).Copy);
        pool.ReturnPredictionEngine("model", first);
        pool.ReturnPredictionEngine("model", first);
        Assert.Equal(0, before.Disposals);
        pool.ReturnPredictionEngine("model", second);

        Assert.Equal(1, before.Disposals);
        Assert.Equal(2, pool.Predict("model", new NumberPair { Id = 1, Key = 2 }).Copy);
        Assert.Equal(0, after.Disposals);
        services.Dispose();
        Assert.Equal(1, after.Disposals);
        Assert.Throws<ObjectDisposedException>(() => pool.GetPredictionEngine("model"));
    }

    [SystemRuntimeFact]
    public void FromFile_FileThatBreaks_KeepsTheModelUntilAWholeOneComes()
    {
        string path = Save("Id", "watched.zip");
        var log = new ErrorLog();
        using ServiceProvider services = Services(builder => builder.FromFile("model", path, true), log);
        var pool = services.GetRequiredService<PredictionEnginePool<NumberPair, Copied>>();
        Assert.Equal(1, pool.Predict("model", new NumberPair { Id = 1, Key = 2 }).Copy);
        byte[] next = File.ReadAllBytes(Save("Key", "next.zip"));

        File.WriteAllBytes(path, next[..(next.Length / 2)]);
        WaitUntil(() => log.Count > 0);
        Assert.Equal(1, pool.Predict("model", new NumberPair { Id = 1, Key = 2 }).Copy);
        File.WriteAllBytes(path, next);

        WaitUntil(() => pool.Predict("model", new NumberPair { Id = 1, Key = 2 }).Copy == 2);
        Assert.Equal(1, log.Count);
    }

    [SystemRuntimeFact]
    public void GetPredictionEngine_FileThatComesLater_IsFoundThen()
    {
        string path = _folder.File("late.zip");
        using ServiceProvider services = Services(builder => builder.FromFile("model", path, false));
        var pool = services.GetRequiredService<PredictionEnginePool<NumberPair, Copied>>();
        Assert.Contains("late.zip", Assert.Throws<ArgumentException>(() => pool.GetPredictionEngine("model")).Message);

        Save("Id", "late.zip");

        Assert.Equal(4, pool.Predict("model", new NumberPair { Id = 4 }).Copy);
    }

    private static void WaitUntil(Func<bool> isTrue) => Assert.True(SpinWait.SpinUntil(isTrue, TimeSpan.FromMinutes(1)), "It did not happen within a minute.");

    private static ServiceProvider Services(Action<PredictionEnginePoolBuilder<NumberPair, Copied>> add, ILoggerProvider? log = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            if (log is not null)
            {
                logging.AddProvider(log);
            }
        });
        add(services.AddPredictionEnginePool<NumberPair, Copied>());
        return services.BuildServiceProvider();
    }

    private IDataView Rows => _ml.Data.LoadFromEnumerable([new NumberPair()]);

    private ITransformer Fit(string column) => _ml.Transforms.CopyColumns("Copy", column).Fit(Rows);

    private string Save(string column, string name)
    {
        string path = _folder.File(name);
        _ml.Model.Save(Fit(column), Rows.Schema, path);
        return path;
    }

    public sealed class NumberPair
    {
        public int Id { get; set; }

        public int Key { get; set; }
    }

    public sealed class Copied
    {
        public int Copy { get; set; }
    }
}
