// LinkedIn's own JavaScript client makes its calls against the sandbox; what it was answered goes out as JSON.
// node official_client.cjs BASE CLIENT_ID CLIENT_SECRET ORGANIZATION CONTRACT
const [base, clientId, clientSecret, organization, contract] = process.argv.slice(2);

const constants = require("linkedin-api-client/dist/lib/utils/constants");
constants.NON_VERSIONED_BASE_URL = `${base}/v2`;
constants.VERSIONED_BASE_URL = `${base}/rest`;
constants.OAUTH_BASE_URL = `${base}/oauth/v2`;
const { AuthClient, RestliClient } = require("linkedin-api-client");

const candidate = (name) => ({ atsCandidateId: name, dataProvider: "ATS", integrationContext: organization });
const application = { atsJobApplicationId: "A-1", dataProvider: "ATS", integrationContext: organization };
const status = (results) => Object.values(results).map((one) => one.status);

async function calls() {
  const auth = new AuthClient({ clientId, clientSecret });
  const granted = await auth.getTwoLeggedAccessToken();
  const accessToken = granted.access_token;
  const restli = new RestliClient();
  restli.setDebugParams({ enabled: false });

  const known = await auth.introspectAccessToken(accessToken);
  const one = await restli.batchGet({ resourcePath: "/atsCandidates", ids: [candidate("C-1")], accessToken });
  const ids = [...Array(90).keys()].map((n) => candidate(`none-${n}`));
  const many = await restli.batchGet({ resourcePath: "/atsCandidates", ids, accessToken });
  const seats = await restli.finder({
    resourcePath: "/seatsV2", finderName: "attributes", queryParams: { contracts: [contract], start: 0, count: 1 }, accessToken,
  });
  const versioned = await restli.finder({
    resourcePath: "/seatsV2", finderName: "attributes", queryParams: { contracts: [contract], start: 0 }, accessToken,
    versionString: "202611",
  });
  const stages = await restli.batchUpdate({
    resourcePath: "/atsApplications/{application}/stages", pathKeys: { application }, ids: ["s 1", "s(2)"],
    entities: [{ atsCreatedAt: 1, stage: "Applied" }, { atsCreatedAt: 2, stage: "Interview" }], accessToken,
  });
  const gone = await restli.batchDelete({ resourcePath: "/atsCandidates", ids: [candidate("C-1")], accessToken });
  return {
    expires: Number(granted.expires_in), active: known.data.active,
    found: Object.values(one.data.results).map((entity) => entity.firstName),
    unknown: Object.keys(many.data.errors).length, tunnelled: "X-HTTP-Method-Override" in many.config.headers,
    seats: [seats.data.elements.length, seats.data.paging.total], versioned: versioned.data.elements.length,
    stages: status(stages.data.results), gone: status(gone.data.results),
  };
}

calls().then(
  (told) => console.log(JSON.stringify(told)),
  (error) => { console.error(error.message, error.response?.data); process.exit(1); },
);
