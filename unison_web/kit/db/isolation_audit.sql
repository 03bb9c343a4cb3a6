-- Lists every way a table, view, function, key or role of this database could let one company see or touch another's
-- rows. One read-only statement; runs through psql, psycopg or asyncpg. `unison-web doctor` and the tests run it.
--
-- Classification is written in the schema itself, as the FIRST word of the comment of a table, view or function:
--   @global       holds no company's data (units, currencies, alembic_version)
--   @append_only  the application holds neither UPDATE nor DELETE nor TRUNCATE (audit trail, ledgers)
--   @definer      SECURITY DEFINER function that a person has reviewed; the rest of the comment says why it is one
-- Result: severity | code | object | detail. An ERROR fails the build, a WARN is listed.
--
-- For another layout: SET isolation.app_role, .schemas (comma list), .tenant_col, .org_table, .guc, .gate_role.
WITH cfg AS (
  SELECT coalesce(nullif(current_setting('isolation.app_role',   true),''),'unison_app')                  AS app_role,
         string_to_array(coalesce(nullif(current_setting('isolation.schemas',true),''),'public'),',')     AS schemas,
         coalesce(nullif(current_setting('isolation.tenant_col', true),''),'organization_id')             AS tcol,
         coalesce(nullif(current_setting('isolation.org_table',  true),''),'public.organizations')        AS org_table,
         coalesce(nullif(current_setting('isolation.gate_role',  true),''),'unison_gate')                 AS gate,
         coalesce(nullif(current_setting('isolation.guc',        true),''),'app.current_organization_id') AS guc
), app AS (
  SELECT r.* FROM pg_roles r, cfg WHERE r.rolname = cfg.app_role
), rel AS (      -- tables (and partitions, foreign tables) of the audited schemas
  SELECT c.oid, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
         n.nspname || '.' || c.relname AS name, coalesce(obj_description(c.oid,'pg_class'),'') AS note,
         a.attnum AS tcol_no, a.attnotnull, a.atthasdef, a.atttypid
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN cfg
  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = cfg.tcol AND NOT a.attisdropped
  WHERE n.nspname = ANY (cfg.schemas) AND c.relkind IN ('r','p','f')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')  -- extension-owned
), org AS (
  SELECT rel.* FROM rel, cfg WHERE rel.name = cfg.org_table
), ten AS (       -- tenant tables: those with the tenant column, plus the organizations table itself
  SELECT * FROM rel WHERE tcol_no IS NOT NULL AND note !~ '^@global'
), guarded AS (
  SELECT oid, name, relkind, relowner, relrowsecurity, relforcerowsecurity FROM ten
  UNION SELECT oid, name, relkind, relowner, relrowsecurity, relforcerowsecurity FROM org
), pol AS (
  SELECT p.*, g.name, pg_get_expr(p.polqual, p.polrelid) AS q, pg_get_expr(p.polwithcheck, p.polrelid) AS wc,
         (p.polroles = '{0}' OR EXISTS (SELECT 1 FROM app, unnest(p.polroles) x WHERE x <> 0 AND pg_has_role(app.oid, x, 'USAGE'))) AS for_app
  FROM pg_policy p JOIN guarded g ON g.oid = p.polrelid
), cmd(c, label) AS (VALUES ('r','SELECT'),('a','INSERT'),('w','UPDATE'),('d','DELETE')
), vdep AS (      -- view/matview -> relation, transitively
  WITH RECURSIVE e AS (
    SELECT DISTINCT r.ev_class AS v, d.refobjid AS t FROM pg_rewrite r
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
    WHERE d.refobjid <> r.ev_class
  ), w AS (SELECT v, t FROM e UNION SELECT w.v, e.t FROM w JOIN e ON e.v = w.t) SELECT * FROM w
), uniq AS (
  SELECT i.indexrelid, i.indisprimary, t.name, t.oid AS relid, t.tcol_no,
         i.indexrelid::regclass::text AS idx,
         (t.tcol_no = ANY (i.indkey::int2[])) AS has_t,
         ARRAY(SELECT format_type(a.atttypid,NULL) FROM unnest(i.indkey::int2[]) k JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k) AS types
  FROM pg_index i JOIN ten t ON t.oid = i.indrelid WHERE i.indisunique
), finding AS (
-- roles -------------------------------------------------------------------------------------------------------
  SELECT 'ERROR' AS sev,'A01' AS code, cfg.app_role AS obj, 'application role does not exist: nothing can be proved' AS detail FROM cfg WHERE NOT EXISTS (SELECT 1 FROM app)
  UNION ALL SELECT 'ERROR','A02', rolname, 'application role is SUPERUSER: RLS never applies to it' FROM app WHERE rolsuper
  UNION ALL SELECT 'ERROR','A03', rolname, 'application role has BYPASSRLS' FROM app WHERE rolbypassrls
  UNION ALL SELECT 'ERROR','A04', rolname, 'application role has CREATEROLE, CREATEDB or REPLICATION' FROM app WHERE rolcreaterole OR rolcreatedb OR rolreplication
  UNION ALL SELECT DISTINCT 'ERROR','A05', r.rolname, 'application role can become this more powerful role ('||
              CASE WHEN r.rolsuper THEN 'superuser' WHEN r.rolbypassrls THEN 'BYPASSRLS' ELSE r.rolname END||')'
            FROM app, pg_roles r WHERE r.oid <> app.oid AND pg_has_role(app.oid, r.oid, 'MEMBER') AND NOT app.rolsuper
             AND (r.rolsuper OR r.rolbypassrls OR r.rolname IN ('pg_read_server_files','pg_write_server_files','pg_execute_server_program','pg_read_all_stats','pg_monitor','pg_read_all_data','pg_write_all_data'))
  UNION ALL SELECT 'ERROR','A06', g.name, 'owned by (or ownable by) the application role: it can DISABLE row level security' FROM guarded g, app WHERE pg_has_role(app.oid, g.relowner, 'MEMBER') AND NOT app.rolsuper
  UNION ALL SELECT 'WARN','A07', rolname, 'login role with '||CASE WHEN rolsuper THEN 'SUPERUSER' ELSE 'BYPASSRLS' END||': must be used by migrations, backup or a break-glass person only' FROM pg_roles WHERE rolcanlogin AND (rolsuper OR rolbypassrls) AND oid <> 10 AND rolname <> 'unison_backup' -- 10 made the cluster
  UNION ALL SELECT 'ERROR','A08', n.nspname, 'application role (or PUBLIC) may CREATE in this schema: it can plant functions in search_path' FROM pg_namespace n, app, cfg WHERE n.nspname = ANY(cfg.schemas) AND has_schema_privilege(app.oid, n.oid, 'CREATE') AND NOT app.rolsuper
  UNION ALL SELECT 'ERROR','A09', r.rolname, 'the gate can log in: its functions could be replaced from outside' FROM pg_roles r, cfg WHERE r.rolname = cfg.gate AND r.rolcanlogin
  UNION ALL SELECT 'ERROR','A10', app.rolname, 'application role is a member of the gate: it sees what only definer functions may' FROM app, pg_roles g, cfg WHERE g.rolname = cfg.gate AND pg_has_role(app.oid, g.oid, 'MEMBER') AND NOT app.rolsuper
  UNION ALL SELECT 'ERROR','A11', r.rolname, 'backup role may write: '||p.priv||' on '||g.name FROM pg_roles r, guarded g, unnest(ARRAY['INSERT','UPDATE','DELETE','TRUNCATE']) AS p(priv) WHERE r.rolname = 'unison_backup' AND NOT r.rolsuper AND has_table_privilege(r.oid, g.oid, p.priv)
-- tables ------------------------------------------------------------------------------------------------------
  UNION ALL SELECT 'ERROR','T01', name, 'no tenant column and no @global comment: the table is unclassified' FROM rel, cfg WHERE tcol_no IS NULL AND note !~ '^@global' AND name <> cfg.org_table
  UNION ALL SELECT 'ERROR','T02', name, 'row level security is not enabled' FROM guarded WHERE NOT relrowsecurity AND relkind <> 'f'
  UNION ALL SELECT 'ERROR','T03', name, 'row level security is not FORCED (the owner would see all rows)' FROM guarded WHERE NOT relforcerowsecurity AND relkind <> 'f'
  UNION ALL SELECT 'ERROR','T04', name, 'foreign table with tenant rows: RLS cannot protect it' FROM guarded WHERE relkind = 'f'
  UNION ALL SELECT 'ERROR','T05', t.name, 'tenant column is nullable' FROM ten t WHERE NOT attnotnull
  UNION ALL SELECT 'WARN','T06', t.name, 'tenant column has a DEFAULT: a forgotten value is stored silently' FROM ten t WHERE atthasdef
  UNION ALL SELECT 'ERROR','T07', t.name, 'tenant column has no foreign key to the organizations table' FROM ten t, org WHERE NOT EXISTS
            (SELECT 1 FROM pg_constraint k WHERE k.contype='f' AND k.conrelid=t.oid AND k.confrelid=org.oid AND k.conkey=ARRAY[t.tcol_no]) AND NOT t.relispartition AND t.note !~ '^@series'  -- a hundred thousand rows a second: WITH CHECK alone says whose they are
  UNION ALL SELECT 'WARN','T08', t.name, 'no index starts with the tenant column' FROM ten t WHERE t.relkind IN ('r','p') AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid=t.oid AND (i.indkey::int2[])[0] = t.tcol_no)
  UNION ALL SELECT 'ERROR','T09', g.name, 'application role holds '||p||': not subject to RLS' FROM guarded g, app, unnest(ARRAY['TRUNCATE','REFERENCES','TRIGGER']) p WHERE NOT app.rolsuper AND NOT pg_has_role(app.oid,g.relowner,'MEMBER') AND has_table_privilege(app.oid, g.oid, p)
  UNION ALL SELECT 'ERROR','T10', r.name, '@append_only but application role holds '||p FROM rel r, app, unnest(ARRAY['UPDATE','DELETE','TRUNCATE']) p WHERE r.note ~ '^(@series )?@append_only' AND has_table_privilege(app.oid, r.oid, p)
  UNION ALL SELECT 'ERROR','T11', g.name, 'PUBLIC holds '||x.privilege_type FROM guarded g JOIN pg_class c ON c.oid=g.oid, LATERAL aclexplode(c.relacl) x WHERE x.grantee=0
  UNION ALL SELECT 'WARN','T12', t.name, 'partition carries direct grants to the application role (query it only through its parent)' FROM ten t, app WHERE t.relispartition AND NOT app.rolsuper AND has_table_privilege(app.oid,t.oid,'SELECT')
  UNION ALL SELECT 'WARN','T13', t.name, 'published by publication '||p.pubname||': subscribers receive every tenant''s rows' FROM ten t JOIN pg_publication_rel pr ON pr.prrelid=t.oid JOIN pg_publication p ON p.oid=pr.prpubid
-- policies ----------------------------------------------------------------------------------------------------
  UNION ALL SELECT 'ERROR','P01', g.name, 'no permissive policy lets the application role '||cmd.label||' (or the policy is for another role)' FROM guarded g CROSS JOIN cmd, app
             WHERE g.relrowsecurity AND has_table_privilege(app.oid, g.oid, cmd.label) AND NOT EXISTS (SELECT 1 FROM pol WHERE pol.polrelid=g.oid AND pol.for_app AND pol.polpermissive AND pol.polcmd IN ('*', cmd.c::"char"))
  UNION ALL SELECT 'ERROR','P02', name, 'policy '||polname||' USING does not test '||cfg.guc||': '||left(q,80) FROM pol, cfg WHERE polpermissive AND for_app AND polcmd IN ('*','r','w','d') AND position(cfg.guc IN coalesce(q,''))=0 AND NOT EXISTS (SELECT 1 FROM pg_depend d JOIN pg_proc f ON f.oid=d.refobjid AND d.refclassid='pg_proc'::regclass WHERE d.classid='pg_policy'::regclass AND d.objid=pol.oid AND position(cfg.guc IN f.prosrc)>0)
  UNION ALL SELECT 'ERROR','P03', name, 'policy '||polname||' WITH CHECK does not test '||cfg.guc||': '||left(wc,80) FROM pol, cfg WHERE polpermissive AND for_app AND polcmd IN ('*','a','w') AND wc IS NOT NULL AND position(cfg.guc IN wc)=0 AND NOT EXISTS (SELECT 1 FROM pg_depend d JOIN pg_proc f ON f.oid=d.refobjid AND d.refclassid='pg_proc'::regclass WHERE d.classid='pg_policy'::regclass AND d.objid=pol.oid AND position(cfg.guc IN f.prosrc)>0)
  UNION ALL SELECT 'ERROR','P04', name, 'policy '||polname||' is FOR INSERT without WITH CHECK' FROM pol WHERE polcmd='a' AND wc IS NULL
  UNION ALL SELECT 'ERROR','P05', pol.name, 'several permissive policies are OR-ed for '||cmd.label||': '||string_agg(polname::text, ', ' ORDER BY polname) FROM pol JOIN cmd ON pol.polcmd IN ('*',cmd.c::"char") WHERE polpermissive AND for_app GROUP BY pol.name, cmd.label HAVING count(*)>1
  UNION ALL SELECT 'ERROR','P06', name, 'policy '||polname||' is an always-true expression' FROM pol WHERE polpermissive AND for_app AND (lower(coalesce(q,'')) IN ('true','(true)','(1 = 1)') OR lower(coalesce(wc,'')) IN ('true','(true)','(1 = 1)') OR coalesce(q,'')||coalesce(wc,'') ~* '\mOR true\M')
  UNION ALL SELECT 'ERROR','P07', name, 'policy '||polname||' lets a missing context match (IS NULL / COALESCE on the setting)' FROM pol, cfg WHERE polpermissive AND for_app AND (coalesce(q,'')||coalesce(wc,'')) ~* ('current_setting\([^)]*\)[^=]{0,40}IS NULL|COALESCE\(\s*(NULLIF\()?\s*current_setting')
  UNION ALL SELECT 'WARN','P08', name, 'policy '||polname||' reads the setting with missing_ok but without NULLIF(...,''''): after a transaction ends the setting is '''' and the cast raises 22P02' FROM pol WHERE for_app AND EXISTS (SELECT FROM (VALUES (q), (wc)) AS part(x) WHERE x ~ 'current_setting\([^)]*true\)' AND x !~* 'NULLIF\(')
  UNION ALL SELECT 'WARN','P09', name, 'policy '||polname||' calls '||f.proname||'() which is VOLATILE or not LEAKPROOF-wrapped: no index use, evaluated per row' FROM pol JOIN pg_depend d ON d.classid='pg_policy'::regclass AND d.objid=pol.oid AND d.refclassid='pg_proc'::regclass JOIN pg_proc f ON f.oid=d.refobjid WHERE f.provolatile='v'
-- keys --------------------------------------------------------------------------------------------------------
  UNION ALL SELECT 'ERROR','K01', t.name, 'foreign key '||k.conname||' -> '||r.name||' lacks the tenant column on both sides: a row can point into another tenant and its existence can be probed'
            FROM pg_constraint k JOIN ten t ON t.oid=k.conrelid JOIN ten r ON r.oid=k.confrelid
            WHERE k.contype='f' AND k.conparentid=0 AND NOT EXISTS (SELECT 1 FROM generate_subscripts(k.conkey,1) s WHERE k.conkey[s]=t.tcol_no AND k.confkey[s]=r.tcol_no)
  UNION ALL SELECT CASE WHEN types <@ ARRAY['uuid'] THEN 'WARN' ELSE 'ERROR' END, CASE WHEN indisprimary THEN 'K03' ELSE 'K02' END, name,
            CASE WHEN indisprimary THEN 'primary key ' ELSE 'unique index ' END||idx||' lacks the tenant column'||
            CASE WHEN types <@ ARRAY['uuid'] THEN ': cannot be distributed by Citus' ELSE ': a duplicate-key error reveals another tenant''s value; cannot be distributed by Citus' END
            FROM uniq WHERE NOT has_t
  UNION ALL SELECT 'WARN','K04', t.name, 'identity/serial column '||a.attname||' is shared by all tenants: its gaps reveal other tenants'' volume' FROM ten t JOIN pg_attribute a ON a.attrelid=t.oid AND a.attnum>0 LEFT JOIN pg_attrdef d ON d.adrelid=t.oid AND d.adnum=a.attnum WHERE a.attidentity<>'' OR pg_get_expr(d.adbin,d.adrelid) LIKE 'nextval(%'
  UNION ALL SELECT 'ERROR','K05', c.oid::regclass::text, 'application role may UPDATE (setval) this sequence' FROM pg_class c JOIN pg_namespace n ON n.oid=c.relnamespace, app, cfg WHERE c.relkind='S' AND n.nspname=ANY(cfg.schemas) AND NOT app.rolsuper AND NOT pg_has_role(app.oid,c.relowner,'MEMBER') AND has_sequence_privilege(app.oid,c.oid,'UPDATE')
  UNION ALL SELECT 'ERROR','K06', t.name, 'tenant column type '||format_type(t.atttypid,NULL)||' differs from the organizations key' FROM ten t, org JOIN pg_index i ON i.indrelid=org.oid AND i.indisprimary JOIN pg_attribute oa ON oa.attrelid=org.oid AND oa.attnum=(i.indkey::int2[])[0] WHERE t.atttypid<>oa.atttypid
-- views and functions -----------------------------------------------------------------------------------------
  UNION ALL SELECT DISTINCT 'ERROR','V01', c.oid::regclass::text, 'view over tenant table(s) without security_invoker: runs as its owner' FROM vdep JOIN pg_class c ON c.oid=vdep.v AND c.relkind='v' JOIN guarded g ON g.oid=vdep.t WHERE NOT coalesce((SELECT option_value::bool FROM pg_options_to_table(c.reloptions) WHERE option_name='security_invoker'), false)
  UNION ALL SELECT DISTINCT 'ERROR','V02', c.oid::regclass::text, 'materialized view over tenant table(s) readable by the application role: RLS cannot apply' FROM vdep JOIN pg_class c ON c.oid=vdep.v AND c.relkind='m' JOIN guarded g ON g.oid=vdep.t, app WHERE has_table_privilege(app.oid,c.oid,'SELECT')
  UNION ALL SELECT 'ERROR','F01', f.oid::regprocedure::text, 'SECURITY DEFINER function executable by the application role and not marked @definer' FROM pg_proc f JOIN pg_namespace n ON n.oid=f.pronamespace, app, cfg WHERE f.prosecdef AND n.nspname=ANY(cfg.schemas) AND has_function_privilege(app.oid,f.oid,'EXECUTE') AND coalesce(obj_description(f.oid,'pg_proc'),'') !~ '^@definer'
  UNION ALL SELECT 'ERROR','F04', f.oid::regprocedure::text, 'SECURITY DEFINER function runs as '||o.rolname||', which is more powerful than the gate' FROM pg_proc f JOIN pg_namespace n ON n.oid=f.pronamespace JOIN pg_roles o ON o.oid=f.proowner, app, cfg WHERE f.prosecdef AND n.nspname=ANY(cfg.schemas) AND (o.rolsuper OR o.rolbypassrls) AND has_function_privilege(app.oid,f.oid,'EXECUTE')
  UNION ALL SELECT 'ERROR','F02', f.oid::regprocedure::text, 'SECURITY DEFINER function without its own search_path' FROM pg_proc f JOIN pg_namespace n ON n.oid=f.pronamespace, cfg WHERE f.prosecdef AND n.nspname=ANY(cfg.schemas) AND NOT EXISTS (SELECT 1 FROM unnest(f.proconfig) x WHERE x LIKE 'search_path=%')
  UNION ALL SELECT 'ERROR','F03', f.oid::regprocedure::text, 'application function marked LEAKPROOF: it is run before the policy filter' FROM pg_proc f JOIN pg_namespace n ON n.oid=f.pronamespace, cfg WHERE f.proleakproof AND n.nspname=ANY(cfg.schemas)
)
SELECT sev AS severity, code, obj AS object, detail FROM finding ORDER BY sev, code, obj, detail;
