using System.Text;
using ConfigSync.TestKit.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Cases;

/// <summary>What came out of a case, as the texts of its expectation files.</summary>
/// <param name="Decision">Everything of the answer but the patch.</param>
/// <param name="Patch">The patch, or null when nothing changes.</param>
/// <param name="Pod">The Pod with the patch applied, or null when nothing changes.</param>
internal sealed record GoldenOutcome(string Decision, string? Patch, string? Pod)
{
    public static GoldenOutcome Of(GoldenCase golden)
    {
        var body = golden.Body();
        var answer = new Injector(golden.Settings()).Admit(body);
        var patch = Answers.PatchOf(answer);
        return new GoldenOutcome(
            Pretty(DecisionOf(answer)),
            patch is null ? null : Pretty(JToken.Parse(patch)),
            patch is null ? null : Pretty(PatchApplier.Apply(Answers.PodOf(body), patch)));
    }

    private static JObject DecisionOf(AdmissionAnswer answer)
    {
        var decision = new JObject
        {
            ["status"] = answer.Status,
            ["reason"] = answer.Reason.Code,
            ["namespace"] = answer.Namespace,
            ["subject"] = answer.Subject,
            ["dryRun"] = answer.DryRun,
            ["findings"] = new JArray(answer.Findings.Select(finding => new JObject { ["code"] = finding.Reason.Code, ["text"] = finding.Text })),
        };
        if (answer.Status == 200)
        {
            var response = Answers.ResponseOf(answer);
            response.Remove("patch");
            decision["response"] = response;
        }
        else
        {
            decision["message"] = Encoding.UTF8.GetString(answer.Body.Span);
        }

        return decision;
    }

    private static string Pretty(JToken token) => token.ToString(Formatting.Indented) + "\n";
}
