using Xunit;

namespace ConfigSync.TestKit.Requirements;

/// <summary>A fact that is skipped, with the reason, where the machine lacks what it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactIfAvailableAttribute : FactAttribute
{
    /// <summary>States what is needed.</summary>
    public FactIfAvailableAttribute(params Requirement[] requirements)
    {
        Needed = requirements;
        Skip = Requirements.FirstMissing(requirements);
    }

    /// <summary>What is needed.</summary>
    public IReadOnlyList<Requirement> Needed { get; }
}
