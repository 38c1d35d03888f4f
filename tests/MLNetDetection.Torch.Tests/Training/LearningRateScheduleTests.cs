using System.Text.Json;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Training;

public class LearningRateScheduleTests
{
    // Both sides compute in float64; only the order of operations differs.
    [Fact]
    public void At_OneCycle_EqualsTorch()
    {
        JsonElement golden = GoldenFile.Read("onecycle.json");
        double[] rates = [.. golden.GetProperty("rates").EnumerateArray().Select(r => r.GetDouble())];
        var schedule = new LearningRateSchedule(
            ScheduleKind.OneCycle, golden.GetProperty("highest").GetDouble(), golden.GetProperty("steps").GetInt32(), 0.3, []);

        for (int step = 0; step < rates.Length; step++)
        {
            Assert.Equal(rates[step], schedule.At(step), 1e-12);
        }
    }

    [Fact]
    public void MomentumOffset_OneCycle_EqualsTorch()
    {
        JsonElement golden = GoldenFile.Read("onecycle.json");
        double[] momenta = [.. golden.GetProperty("momenta").EnumerateArray().Select(m => m.GetDouble())];
        var schedule = new LearningRateSchedule(ScheduleKind.OneCycle, 0.04, momenta.Length, 0.3, []);

        // OneCycleLR's momentum runs from 0.95 to 0.85 and back.
        for (int step = 0; step < momenta.Length; step++)
        {
            Assert.Equal(momenta[step], 0.9 + schedule.MomentumOffset(step, 0.05), 1e-12);
        }
    }

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenFile.Read("schedules.json").GetArrayLength())];

    // Float64 on both sides, but PyTorch multiplies each rate out of the one before.
    [Theory]
    [MemberData(nameof(Cases))]
    public void At_EachSchedule_EqualsPyTorch(int index)
    {
        JsonElement golden = GoldenFile.Read("schedules.json")[index];
        double[] rates = Doubles(golden.GetProperty("rates")), momenta = Doubles(golden.GetProperty("momenta"));
        double rate = golden.GetProperty("rate").GetDouble();
        var schedule = new LearningRateSchedule(
            Enum.Parse<ScheduleKind>(golden.GetProperty("kind").GetString()!), rate, golden.GetProperty("steps").GetInt32(),
            golden.GetProperty("warmup").GetDouble(), [], Details(golden.GetProperty("details")), golden.GetProperty("perEpoch").GetInt32());

        Assert.All(Enumerable.Range(0, rates.Length), step => Assert.Equal(rates[step], schedule.At(step), 1e-12));
        Assert.All(Enumerable.Range(0, momenta.Length), step => Assert.Equal(momenta[step], 0.9 + schedule.MomentumOffset(step, 0.05), 1e-12));
    }

    private static double[] Doubles(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetDouble())];

    private static ScheduleDetails Details(JsonElement given)
    {
        var details = new ScheduleDetails();
        foreach (JsonProperty property in given.EnumerateObject())
        {
            System.Reflection.PropertyInfo target = typeof(ScheduleDetails).GetProperty(property.Name)!;
            Type type = Nullable.GetUnderlyingType(target.PropertyType) ?? target.PropertyType;
            target.SetValue(details, type.IsEnum ? Enum.Parse(type, property.Value.GetString()!) : property.Value.Deserialize(type));
        }

        return details;
    }

    [Fact]
    public void MomentumOffset_OtherSchedules_IsNothing() =>
        Assert.Equal(0, new LearningRateSchedule(ScheduleKind.Cosine, 1, 100, 0.1, []).MomentumOffset(50, 0.05));

    [Fact]
    public void At_Cosine_WarmsUpAndEndsNearZero()
    {
        var schedule = new LearningRateSchedule(ScheduleKind.Cosine, 1, 100, 0.1, []);

        Assert.Equal(0.1, schedule.At(0), 1e-12);
        Assert.Equal(1, schedule.At(9), 1e-12);
        Assert.Equal(0.5, schedule.At(55), 1e-12);
        Assert.InRange(schedule.At(99), 0, 1e-3);
    }

    [Fact]
    public void At_MultiStep_DividesAtMilestones()
    {
        var schedule = new LearningRateSchedule(ScheduleKind.MultiStep, 1, 10, 0, [0.5, 0.8]);

        Assert.Equal([1, 1, 1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01], Enumerable.Range(0, 10).Select(s => Math.Round(schedule.At(s), 9)));
    }

    [Theory]
    [InlineData(ScheduleKind.OneCycle)]
    [InlineData(ScheduleKind.Cosine)]
    [InlineData(ScheduleKind.MultiStep)]
    [InlineData(ScheduleKind.Constant)]
    [InlineData(ScheduleKind.Step)]
    [InlineData(ScheduleKind.Polynomial)]
    [InlineData(ScheduleKind.Cyclic)]
    public void At_AnyLength_RatesAreFiniteAndInRange(ScheduleKind kind)
    {
        foreach (int steps in (int[])[1, 2, 3, 7])
        {
            foreach (double warmup in (double[])[0, 0.3, 0.99])
            {
                foreach (ScheduleUnit unit in Enum.GetValues<ScheduleUnit>())
                {
                    var schedule = new LearningRateSchedule(kind, 0.5, steps, warmup, [0.5], new ScheduleDetails { Unit = unit, CycleLength = 2 }, 2);
                    Assert.All(Enumerable.Range(0, steps), step => Assert.InRange(schedule.At(step), 0, 0.5 + 1e-12));
                }
            }
        }
    }
}
