namespace MLNetDetection.Web.Tests;

/// <summary>Tests that share the trained model, one after the other: threads of the network are the process's.</summary>
[CollectionDefinition(Name)]
public sealed class ModelCollection : ICollectionFixture<TrainedModel>
{
    public const string Name = "model";
}
