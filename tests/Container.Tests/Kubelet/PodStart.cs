using System.Text.Json.Nodes;
using ConfigSync.Container.Tests.Runtime;

namespace ConfigSync.Container.Tests.Kubelet;

/// <summary>What it takes to start a Pod here.</summary>
/// <param name="Pod">The Pod, as it was admitted.</param>
/// <param name="Machine">Where its sandbox comes from.</param>
/// <param name="ImageOf">The image of a container.</param>
internal sealed record PodStart(JsonNode Pod, MachineImage Machine, Func<JsonNode, ContainerImage> ImageOf)
{
    /// <summary>What its objects hold, where that is not to be made up.</summary>
    public IReadOnlyDictionary<ObjectName, IReadOnlyDictionary<string, string>>? Contents { get; init; }

    /// <summary>Whether it has a network of its own, and not the loopback device of this machine.</summary>
    public bool OwnNetwork { get; init; } = true;

    /// <summary>Whether a path was no mount before the Pod was injected.</summary>
    public Func<string, bool> IsNewMount { get; init; } = static _ => false;
}
