using System.Globalization;
using ConfigSync.Contract;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// Requests and limits of a container of ours: such that whatever let the Pod pass without it lets it pass with it. Only what the Pod's own annotations say
/// is taken as it is; a profile is written for many Pods, so its values are made to fit like the defaults.
/// </summary>
/// <param name="Cpu">Null where it is neither requested nor limited.</param>
/// <param name="Memory">The same.</param>
/// <param name="EphemeralStorage">The same.</param>
internal sealed record AgentResources(ResourcePair? Cpu, ResourcePair? Memory, ResourcePair? EphemeralStorage)
{
    // Measured (docs/performance.md): the least limits with which the agent is ready within a second, and keeps 5 MB of configuration.
    private const ulong LeastCpuLimit = 50;
    private const ulong LeastMemoryLimit = 16 * Mebi;

    private const ulong Mebi = 1 << 20;
    private const string Storage = "64Mi";

    public static AgentResources Of(PodView pod, PodSettings settings)
    {
        var (ownCpu, ownMemory) = (settings.Values.IsFromPod(PodAnnotations.AgentCpu), settings.Values.IsFromPod(PodAnnotations.AgentMemory));
        if (pod.Resources.HasAny)
        {
            // The API server wants the containers' requests and limits within the Pod's, which may be used up by those that are there.
            return new AgentResources(ownCpu ? settings.Cpu : null, ownMemory ? settings.Memory : null, null);
        }

        var isDefaultCpu = settings.Values[PodAnnotations.AgentCpu] is null;
        var isDefaultMemory = settings.Values[PodAnnotations.AgentMemory] is null;
        return new AgentResources(
            ownCpu ? settings.Cpu : FitCpu(settings.Cpu, Steepest(pod, static resources => resources.Cpu), isDefaultCpu),
            ownMemory ? settings.Memory : FitMemory(settings.Memory, Steepest(pod, static resources => resources.Memory), isDefaultMemory),
            FitStorage(pod));
    }

    // The pair with the highest ratio of limit to request, which a LimitRange's maxLimitRequestRatio has let pass; null where a container has none.
    private static Allotment? Steepest(PodView pod, Func<ResourcesView, Allotment> select)
    {
        Allotment? steepest = null;
        return HaveRatio(pod.Containers) && (pod.InitContainers is null || HaveRatio(pod.InitContainers)) ? steepest : null;

        bool HaveRatio(List<ContainerView> containers)
        {
            foreach (var container in containers)
            {
                if (IsOurs(container))
                {
                    continue;
                }

                var pair = select(container.Resources);
                if (!pair.HasRatio)
                {
                    return false;
                }

                steepest = steepest is { } known && !pair.IsSteeperThan(known) ? steepest : pair;
            }

            return true;
        }
    }

    private static ResourcePair FitCpu(ResourcePair wanted, Allotment? steepest, bool isDefault) =>
        Fit(wanted, steepest, isDefault, LeastCpuLimit, step: 1, Thousandths) is { } fitted ? new ResourcePair(CpuText(fitted.Request), CpuText(fitted.Limit)) : wanted;

    private static ResourcePair FitMemory(ResourcePair wanted, Allotment? steepest, bool isDefault) =>
        Fit(wanted, steepest, isDefault, LeastMemoryLimit, step: Mebi, Bytes) is { } fitted
            ? new ResourcePair(MemoryText(WholeMebi(fitted.Request, fitted.Limit)), MemoryText(fitted.Limit))
            : wanted;

    // Null where the wanted pair is right as it is. Otherwise the lowest limit that is enough, or that the wanted request allows, for as little as possible
    // is reserved; a limit that an operator's profile gives is kept.
    private static Allotment? Fit(ResourcePair wanted, Allotment? steepest, bool isDefault, ulong leastLimit, ulong step, Func<string, ulong> parse)
    {
        if (steepest is not { } ratio)
        {
            return null;
        }

        var request = parse(wanted.Request);
        var limit = wanted.Limit is null ? Math.Max(request, leastLimit) : parse(wanted.Limit);
        if (wanted.Limit is not null && !new Allotment(request, limit).IsSteeperThan(ratio))
        {
            return null;
        }

        var allowed = (UInt128)request * ratio.Limit / ratio.Request;
        var lowered = isDefault ? Math.Max(leastLimit, (ulong)UInt128.Min(allowed, limit) / step * step) : limit;
        var needed = (ulong)((((UInt128)lowered * ratio.Request) + ratio.Limit - 1) / ratio.Limit);
        return new Allotment(Math.Max(request, needed), lowered);
    }

    private static ResourcePair? FitStorage(PodView pod) =>
        !All(pod, static container => IsOurs(container) || container.Resources.EphemeralStorage.Request > 0) ? null
        : new ResourcePair(Storage, All(pod, static container => IsOurs(container) || container.Resources.EphemeralStorage.Limit > 0) ? Storage : null);

    private static bool All(PodView pod, Predicate<ContainerView> fits) =>
        pod.Containers.TrueForAll(fits) && (pod.InitContainers is null || pod.InitContainers.TrueForAll(fits));

    private static bool IsOurs(ContainerView container) => InjectedNames.IsInjectedContainer(container.Name);

    private static ulong Thousandths(string text) => Quantity.TryParse(text, out var quantity) ? quantity.Thousandths : 0;

    private static ulong Bytes(string text) => Quantity.TryParse(text, out var quantity) ? quantity.Units : 0;

    private static ulong WholeMebi(ulong request, ulong limit) => Math.Min((request + Mebi - 1) / Mebi * Mebi, limit);

    private static string CpuText(ulong amount) => amount.ToString(CultureInfo.InvariantCulture) + "m";

    private static string MemoryText(ulong amount) =>
        amount % Mebi == 0 ? (amount / Mebi).ToString(CultureInfo.InvariantCulture) + "Mi" : amount.ToString(CultureInfo.InvariantCulture);
}
