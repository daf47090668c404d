using ConfigSync.Contract;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// Finds the user that the agent has to be. Linux lets a process signal another of the same UID without any capability, and write the files that the
/// other writes. Where the UID stands in the application's image alone, the agent runs in that image.
/// </summary>
internal sealed class IdentityPlanner(PodView pod, PodSettings settings)
{
    /// <summary>The identity that serves the first target; null when only root could serve it, in the agent's own image.</summary>
    public AgentIdentity? Of(List<ContainerView> targets)
    {
        if (targets.Count == 0)
        {
            return null;
        }

        var first = targets[0];
        var user = Wanted ?? UserOf(first);
        if (first.Image is not null && (settings.AgentImage == SettingWords.AgentImageTarget || (settings.AgentImage == SettingWords.AgentImageAuto && user is null)))
        {
            return new AgentIdentity { User = user, Host = first };
        }

        return user is null ? null : new AgentIdentity { User = user, Group = CommonGroup(targets) };
    }

    /// <summary>An identity for an agent that need not be the application's user, when that is unknown.</summary>
    public AgentIdentity Assumed(List<ContainerView> targets) => new()
    {
        User = targets.ConvertAll(UserOf).Find(static user => user is not null) ?? InjectedNames.AgentUser,
        IsAssumed = true,
    };

    /// <summary>True when the agent, as the user of the first target, is the user of this one too.</summary>
    public bool Serves(ContainerView first, ContainerView target) => target == first || Wanted is not null || (UserOf(first), UserOf(target)) switch
    {
        (null, null) => first.Image is { } one && target.Image is { } other && pod.Json.Span[one].SequenceEqual(pod.Json.Span[other]),
        var (one, other) => one == other,
    };

    public bool IsNonRoot(ContainerView container) => (container.Security?.NonRoot ?? pod.Security?.NonRoot) == true;

    /// <summary>
    /// The capabilities that root keeps to signal and write as an application that starts as root and steps down. None that the application's own
    /// container has not; and none where something says that the user is not root, for whom they would have no effect.
    /// </summary>
    public List<string> Capabilities(AgentIdentity identity, bool signals, bool writesToVolumes)
    {
        List<string> kept = [];
        if (identity is { Host: { } host, User: null } && !IsNonRoot(host))
        {
            var security = host.Security ?? new SecurityView();
            if (writesToVolumes && security.HasDacOverride)
            {
                kept.Add("DAC_OVERRIDE");
            }

            if (signals && security.HasKill)
            {
                kept.Add("KILL");
            }
        }

        return kept;
    }

    private long? Wanted => settings.AsksForForbiddenRoot(pod) ? null : settings.RunAsUser;

    private long? CommonGroup(List<ContainerView> targets)
    {
        var group = GroupOf(targets[0]);
        return targets.TrueForAll(target => GroupOf(target) == group) ? group : null;
    }

    private long? UserOf(ContainerView container) => container.Security?.User ?? pod.Security?.User;

    private long? GroupOf(ContainerView container) => container.Security?.Group ?? pod.Security?.Group;
}
