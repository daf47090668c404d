using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd;

/// <summary>Something that the product promises, tried on a cluster with nothing but what a user has: kubectl and the API.</summary>
internal abstract class Behaviour
{
    /// <summary>What is promised, as a sentence.</summary>
    public abstract string Promise { get; }

    /// <summary>Why it can't be tried here, or null.</summary>
    public virtual string? Missing(EndToEndOptions options) => null;

    /// <summary>Tries it; throws when it does not hold. What is returned stands beside it in the report.</summary>
    public abstract Task<string> RunAsync(Stage stage);
}
