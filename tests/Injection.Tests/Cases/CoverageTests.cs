using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Settings;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Cases;

public sealed class CoverageTests
{
    // Said by the host, which has the headers and the size, or never meant to be said.
    private static readonly string[] SaidByTheHost = [Reasons.BodyTooLarge.Code, Reasons.UnsupportedMediaType.Code, Reasons.InternalError.Code];

    private static readonly List<(GoldenCase Case, AdmissionAnswer Answer)> Answers =
        [.. GoldenCase.All.Select(golden => (golden, new Injector(golden.Settings()).Admit(golden.Body())))];

    public static TheoryData<string> Codes => [.. Reasons.All.Select(reason => reason.Code).Except(SaidByTheHost)];

    public static TheoryData<string> Annotations => [.. PodAnnotations.All.Select(annotation => annotation.Name)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryReasonHasACase(string code) => Assert.Contains(Answers, found => CodesOf(found.Answer).Contains(code));

    [Fact]
    public void ReasonsOfTheHostHaveNone() => Assert.DoesNotContain(Answers.SelectMany(found => CodesOf(found.Answer)), SaidByTheHost.Contains);

    [Theory]
    [MemberData(nameof(Annotations))]
    public void EveryAnnotationHasACaseThatIsInjectedAndOneThatIsRefused(string name)
    {
        var carrying = Answers.Where(found => ValuesOf(found.Case, name).Any()).Select(found => found.Answer.Reason).ToList();

        Assert.Contains(Reasons.Injected, carrying);
        Assert.Contains(Reasons.Denied, carrying);
    }

    [Theory]
    [MemberData(nameof(Annotations))]
    public void EveryValueOfAnAnnotationThatIsOneOfAFewHasACaseThatIsInjected(string name)
    {
        const string few = "be one of ";
        var rule = SettingRules.ByName[name].Text;
        var values = rule.StartsWith(few, StringComparison.Ordinal) && name != PodAnnotations.Signal.Name ? rule[few.Length..].Split(", ") : [];
        var seen = Answers.Where(found => found.Answer.Reason == Reasons.Injected || found.Answer.Reason == Reasons.WithoutAgent).SelectMany(found => ValuesOf(found.Case, name));

        Assert.Empty(values.Except(seen));
    }

    private static IEnumerable<string> CodesOf(AdmissionAnswer answer)
    {
        var mounts = answer.Status == 200 ? (string?)Cases.Answers.ResponseOf(answer)["auditAnnotations"]?["mounts"] ?? "" : "";
        var strategies = mounts.Split(' ').Select(mount => mount[(mount.LastIndexOf('=') + 1)..]);
        return answer.Findings.Select(finding => finding.Reason.Code).Append(answer.Reason.Code).Concat(strategies);
    }

    private static IEnumerable<string> ValuesOf(GoldenCase golden, string name) =>
        golden.Inputs is ["pod.json"] && Cases.Answers.PodOf(golden.Body()).SelectToken("metadata.annotations") is JObject annotations
            ? annotations.Properties().Where(annotation => annotation.Name == InjectedNames.Prefix + name).Select(annotation => annotation.Value.ToString())
            : [];
}
