using System.Text;
using ConfigSync.Injection.Admission;
using ConfigSync.Injection.Tests.Cases;
using ConfigSync.TestKit.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>A Pod before and after, and what was said about it.</summary>
/// <param name="Before">The Pod.</param>
/// <param name="Result">The decision.</param>
/// <param name="After">The Pod with the patch applied by an independent applier; the same Pod when there is no patch.</param>
internal sealed record Outcome(JObject Before, InjectionResult Result, JObject After)
{
    private static readonly Injector Injector = new(CaseSettings.Default);

    public bool Changed => !Result.Patch.IsEmpty;

    public static Outcome Of(JObject pod)
    {
        var result = Injector.Inject(Encoding.UTF8.GetBytes(pod.ToString(Formatting.None)));
        return new Outcome(pod, result, result.Patch.IsEmpty ? pod : PatchApplier.Apply(pod, Encoding.UTF8.GetString(result.Patch.Span)));
    }

    public static Outcome Of(GeneratedPod pod) => Of(pod.Json);
}
